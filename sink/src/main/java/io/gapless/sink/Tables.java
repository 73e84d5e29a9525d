package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Dataset;
import java.util.List;

/// The tables that rows are inserted into.
///
/// Every method throws [ClickHouseUnavailableException] where the server does not answer or
/// refuses. Safe for many threads.
interface Tables {

  /// Compares a table's columns with the dataset's.
  ///
  /// @throws SinkException if rows would not fit
  void check(Dataset dataset);

  /// Inserts the rows of some batches together, unless the table remembers the token.
  ///
  /// @return whether it was sent once only; otherwise an attempt before may have left a part
  boolean insert(Dataset dataset, List<BatchRows> rows, String token);

  /// Counts the rows of which the table has neither this nor a newer version.
  long missing(Dataset dataset, BatchRows rows);
}
