/// What something costs, and on what machine. Front door: [io.gapless.benchmarks.measure.Stopwatch].
@NullMarked
package io.gapless.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
