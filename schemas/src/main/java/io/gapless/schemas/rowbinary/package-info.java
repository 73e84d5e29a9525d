/// Avro bytes to ClickHouse's RowBinary, without objects between. Front door: [io.gapless.schemas.rowbinary.RowEncoder].
@NullMarked
package io.gapless.schemas.rowbinary;

import org.jspecify.annotations.NullMarked;
