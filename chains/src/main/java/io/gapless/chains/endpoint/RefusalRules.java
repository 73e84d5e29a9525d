package io.gapless.chains.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.endpoint.RefusalRule.Kind;
import io.gapless.chains.endpoint.RefusalRule.Take;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `refusals.tsv`; its head says how a line is written.
final class RefusalRules {

  private static final String RESOURCE = "refusals.tsv";

  private RefusalRules() {}

  static List<RefusalRule> read() {
    try (InputStream in = RefusalRules.class.getResourceAsStream(RESOURCE)) {
      String table = new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), UTF_8);
      return table.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(RefusalRules::rule)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static RefusalRule rule(String line) {
    List<String> cells = Arrays.asList(line.split("\t", -1));
    if (cells.size() != 5) {
      throw new IllegalArgumentException(RESOURCE + ": not 5 cells: " + line);
    }
    return new RefusalRule(
        Kind.valueOf(cells.get(0)),
        list(cells.get(1)),
        list(cells.get(2)).stream().map(Long::valueOf).collect(Collectors.toUnmodifiableSet()),
        words(cells.get(3)),
        take(cells.get(4)));
  }

  private static Set<String> list(String cell) {
    return cell.equals("-") ? Set.of() : Set.of(cell.split(",", -1));
  }

  private static Optional<Pattern> words(String cell) {
    if (cell.equals("-")) {
      return Optional.empty();
    }
    String regex = cell.replace("{N}", Numbers.CAPTURED).replace("{#}", Numbers.ANY);
    return Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
  }

  private static Take take(String cell) {
    return cell.equals("-") ? Take.NOTHING : Take.valueOf(cell.toUpperCase(Locale.ROOT));
  }
}
