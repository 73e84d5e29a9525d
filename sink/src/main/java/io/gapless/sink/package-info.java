/// Records to ClickHouse: reads every dataset's topic and inserts batches into its table, each row
/// once. Front door: [io.gapless.sink.SinkLoop]. May use `schemas`.
@NullMarked
package io.gapless.sink;

import org.jspecify.annotations.NullMarked;
