package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/// A query for the newest version of some keys.
///
/// @param keys as [RowKeys] tells them
/// @param sql answers a row a key that the table has: the key's columns, then the version; rows that
/// say that something is gone count as all others do
record KeyLookup(List<List<String>> keys, String sql) {

  /// Servers refuse queries of more than 256 KiB or 50,000 nodes unless told.
  private static final int MAX_KEYS = 2_000;
  private static final int MAX_CHARACTERS = 200_000;

  /// As many queries as the keys need.
  static List<KeyLookup> of(Dataset dataset, List<List<String>> keys) {
    var lookups = new ArrayList<KeyLookup>();
    int from = 0;
    var wanted = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      wanted.append(wanted.isEmpty() ? "" : ",").append(literal(dataset, keys.get(i)));
      if (i + 1 == keys.size() || i + 1 - from == MAX_KEYS || wanted.length() > MAX_CHARACTERS) {
        lookups.add(new KeyLookup(keys.subList(from, i + 1), sql(dataset, wanted)));
        from = i + 1;
        wanted.setLength(0);
      }
    }
    return lookups;
  }

  private static String sql(Dataset dataset, CharSequence wanted) {
    var columns = dataset.key();
    var shown = columns.stream().map(column -> isNumber(dataset, column)
        ? "toString(`" + column + "`)"
        : "hex(`" + column + "`)").collect(Collectors.joining(", "));
    var key = columns.stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "));
    return "SELECT " + shown + ", toString(max(version)) FROM `" + dataset.table() + "` WHERE ("
        + key + ") IN (" + wanted + ") GROUP BY " + key
        // under `final` as a user's default, a row that says that something is gone would not show
        + " SETTINGS final = 0";
  }

  private static String literal(Dataset dataset, List<String> key) {
    var values = new ArrayList<String>();
    for (int i = 0; i < key.size(); i++) {
      values.add(isNumber(dataset, dataset.key().get(i)) ? key.get(i) : text(key.get(i)));
    }
    return "(" + String.join(",", values) + ")";
  }

  private static String text(String hex) {
    var plain = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    return plain.matches("[\\w.:/-]*")
        ? "'" + plain + "'"
        : "'" + hex.replaceAll("..", "\\\\x$0")
            + "'";
  }

  private static boolean isNumber(Dataset dataset, String column) {
    var type = dataset.schema().getField(column).schema().getType();
    return type == Schema.Type.INT || type == Schema.Type.LONG;
  }
}
