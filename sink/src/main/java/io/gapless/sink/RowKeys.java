package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds keys and versions in rows of RowBinary.
///
/// A key's columns are told as ClickHouse would by `toString` of a number and `hex` of a text.
/// For one thread at a time.
final class RowKeys {

  private final Dataset dataset;
  private final RowCursor cursor = new RowCursor();

  RowKeys(Dataset dataset) {
    this.dataset = dataset;
  }

  /// The newest version of each key.
  Map<List<String>, Long> newest(RowBuffer rows) {
    var newest = new HashMap<List<String>, Long>();
    cursor.reset(rows.bytes(), 0);
    var key = dataset.key();
    while (cursor.position() < rows.size()) {
      var values = new ArrayList<String>(key);
      long version = 0;
      for (var field : dataset.schema().getFields()) {
        int column = key.indexOf(field.name());
        if (column >= 0) {
          values.set(column, cursor.text(field.schema()));
        } else if (field.name().equals("version")) {
          version = cursor.number();
        } else {
          cursor.skip(field.schema());
        }
      }
      newest.merge(List.copyOf(values), version, Math::max);
    }
    return newest;
  }
}
