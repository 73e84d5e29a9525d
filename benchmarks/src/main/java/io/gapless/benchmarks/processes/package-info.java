/// Measures the engine of durable processes. Front door:
/// [io.gapless.benchmarks.processes.ProcessBenchmark].
@NullMarked
package io.gapless.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
