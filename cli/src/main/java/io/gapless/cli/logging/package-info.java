/// Where log messages go: files under the data folder, warnings to the console. Front door:
/// [io.gapless.cli.logging.Logging].
@NullMarked
package io.gapless.cli.logging;

import org.jspecify.annotations.NullMarked;
