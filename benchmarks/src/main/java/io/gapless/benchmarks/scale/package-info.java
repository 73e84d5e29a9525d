/// Fleets of one, two and four processes. Front door: [io.gapless.benchmarks.scale.ScaleBenchmark].
@NullMarked
package io.gapless.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
