/// The pipeline from empty tables to the last row, beside its stages alone. Front door:
/// [io.gapless.benchmarks.e2e.EndToEnd].
@NullMarked
package io.gapless.benchmarks.e2e;

import org.jspecify.annotations.NullMarked;
