package io.gapless.chains.xrpl.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The names of numbers of one kind; new ones come with the network's amendments.
final class CodeNames {

  /// Of a transaction's type; `type 999` where there is none.
  static final CodeNames TYPES = new CodeNames("type", "types.tsv");

  /// Of a transaction's result; `result 250` where there is none.
  static final CodeNames RESULTS = new CodeNames("result", "results.tsv");

  private final String kind;
  private final Map<Integer, String> names;

  private CodeNames(String kind, String resource) {
    this.kind = kind;
    this.names = read(resource);
  }

  String of(int code) {
    String name = names.get(code);
    return name != null ? name : kind + " " + code;
  }

  private static Map<Integer, String> read(String resource) {
    try (InputStream in = CodeNames.class.getResourceAsStream(resource)) {
      String table = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return table.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 2))
          .collect(Collectors.toUnmodifiableMap(
              cells -> Integer.valueOf(cells[0]), cells -> cells[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
