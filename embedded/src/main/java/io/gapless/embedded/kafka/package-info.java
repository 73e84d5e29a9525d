/// A Kafka broker in this process. Front door: [io.gapless.embedded.kafka.KafkaBroker].
@NullMarked
package io.gapless.embedded.kafka;

import org.jspecify.annotations.NullMarked;
