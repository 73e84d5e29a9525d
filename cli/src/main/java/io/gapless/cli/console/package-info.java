/// What a command and the person at the terminal share: writers, width, exit codes, errors in one
/// line. Front door: [io.gapless.cli.console.Console].
@NullMarked
package io.gapless.cli.console;

import org.jspecify.annotations.NullMarked;
