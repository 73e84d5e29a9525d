/// What one transfer costs at each step of its way. Front door: [io.gapless.benchmarks.hot.HotBenchmark].
@NullMarked
package io.gapless.benchmarks.hot;

import org.jspecify.annotations.NullMarked;
