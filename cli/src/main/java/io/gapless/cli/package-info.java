/// The `gapless` command: the only place that wires the modules together, and may use all of them.
/// Front door: [io.gapless.cli.Gapless].
@NullMarked
package io.gapless.cli;

import org.jspecify.annotations.NullMarked;
