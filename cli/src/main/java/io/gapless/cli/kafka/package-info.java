/// Kafka's own tools, set up for our records. Front door: [io.gapless.cli.kafka.KafkaTool].
@NullMarked
package io.gapless.cli.kafka;

import org.jspecify.annotations.NullMarked;
