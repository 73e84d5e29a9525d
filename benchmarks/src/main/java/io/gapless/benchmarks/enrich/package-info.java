/// How fast transactions are enriched, and how well a node's limit is used. Front door:
/// [io.gapless.benchmarks.enrich.EnrichBenchmark].
@NullMarked
package io.gapless.benchmarks.enrich;

import org.jspecify.annotations.NullMarked;
