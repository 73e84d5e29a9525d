package io.gapless.sink;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Compares the columns that a table has with those that rows are written as.
final class ColumnCheck {

  private static final Pattern LOW_CARDINALITY = Pattern.compile("LowCardinality\\(([^()]*)\\)");
  private static final Pattern TIME_ZONE = Pattern.compile("(DateTime64\\(\\d+), '[^']*'\\)");

  private ColumnCheck() {}

  /// @param columns types by name, as `DESCRIBE TABLE` says
  /// @throws SinkException naming the first column that differs; columns that the table has
  /// beyond ours do no harm
  static void check(String table, Map<String, String> columns, List<String> names,
      List<String> types) {
    for (int i = 0; i < names.size(); i++) {
      var type = columns.get(names.get(i));
      if (type == null) {
        throw new SinkException("table " + table + " has no column " + names.get(i) + " ("
            + types.get(i) + "): add it, or move the table away so that it is created anew");
      }
      if (!plain(type).equals(plain(types.get(i)))) {
        throw new SinkException("table " + table + ", column " + names.get(i) + " is " + type
            + " and rows are written as " + types.get(i)
            + ": change it, or move the table away so that it is created anew");
      }
    }
  }

  /// The type as it is in RowBinary: without dictionary, time zone and layout.
  private static String plain(String type) {
    var bare =
        LOW_CARDINALITY.matcher(type.replaceAll("\\s+", " ").replace("( ", "(")).replaceAll("$1");
    return TIME_ZONE.matcher(bare).replaceAll("$1)");
  }
}
