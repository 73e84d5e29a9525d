/// The single-machine default: Kafka, Apicurio Registry and a ClickHouse engine, started from
/// packages. Front door: [io.gapless.embedded.EmbeddedStack]. Uses nothing else of ours.
@NullMarked
package io.gapless.embedded;

import org.jspecify.annotations.NullMarked;
