/// What is fetched, and the simulated node that gives it, of whatever chain. Front door:
/// [io.gapless.benchmarks.node.Workload].
@NullMarked
package io.gapless.benchmarks.node;

import org.jspecify.annotations.NullMarked;
