/// Jobs and requests as durable processes: the user code that the engine of processes runs.
@NullMarked
package io.gapless.planner.process;

import org.jspecify.annotations.NullMarked;
