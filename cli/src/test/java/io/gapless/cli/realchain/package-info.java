/// What tests of the real command on blocks that are not ours share: servers, runs, and the rows of
/// the tables as text. Front door: [io.gapless.cli.realchain.DataFolder].
@NullMarked
package io.gapless.cli.realchain;

import org.jspecify.annotations.NullMarked;
