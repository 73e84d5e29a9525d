/// Avro bytes to ClickHouse's RowBinary, without objects between, and rows of that to blocks of
/// columns. Front doors: [io.gapless.schemas.rowbinary.RowEncoder] and
/// [io.gapless.schemas.rowbinary.NativeBlock].
@NullMarked
package io.gapless.schemas.rowbinary;

import org.jspecify.annotations.NullMarked;
