/// The ClickHouse server that the tables are in. Front door:
/// [io.gapless.schemas.clickhouse.ClickHouse].
@NullMarked
package io.gapless.schemas.clickhouse;

import org.jspecify.annotations.NullMarked;
