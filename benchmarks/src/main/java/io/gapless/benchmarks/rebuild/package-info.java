/// Rebuilds of markets that grow: what they take of time and memory.
@NullMarked
package io.gapless.benchmarks.rebuild;

import org.jspecify.annotations.NullMarked;
