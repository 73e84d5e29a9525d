package io.gapless.chains;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// Tables that come with the classes: cells between tabs, lines with `#` in front say something to
/// people.
public final class ResourceTable {

  private ResourceTable() {}

  /// The rows of a table that lies beside a class. Refuses a row of another size with an
  /// [IllegalArgumentException].
  public static List<List<String>> rows(Class<?> owner, String resource, int cells) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      String table = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return table.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> row(resource, line, cells))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static List<String> row(String resource, String line, int cells) {
    List<String> row = List.of(line.split("\t", -1));
    if (row.size() != cells) {
      throw new IllegalArgumentException(resource + ": not " + cells + " cells: " + line);
    }
    return row;
  }
}
