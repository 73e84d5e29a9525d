/// The topic catalogue: names, partitions and retention of every topic. Front door: [io.gapless.schemas.topic.Topics].
@NullMarked
package io.gapless.schemas.topic;

import org.jspecify.annotations.NullMarked;
