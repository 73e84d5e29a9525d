/// How fast the pipeline is from end to end, and how fast each of its stages would be alone; may
/// use every module but the command. Front door: [io.gapless.benchmarks.e2e.EndToEnd].
@NullMarked
package io.gapless.benchmarks;

import org.jspecify.annotations.NullMarked;
