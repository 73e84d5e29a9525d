/// What becomes of processes, as a pure function of the log of commands: no clock, no chance, no
/// input or output but a sorted table. Front door: [io.gapless.processes.core.Engine].
@NullMarked
package io.gapless.processes.core;

import org.jspecify.annotations.NullMarked;
