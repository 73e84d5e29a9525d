/// Records to bytes and back, in the Confluent wire format. Front door: [io.gapless.schemas.serde.RecordSerdes].
@NullMarked
package io.gapless.schemas.serde;

import org.jspecify.annotations.NullMarked;
