package io.gapless.chains.endpoint;

import io.gapless.chains.ResourceTable;
import io.gapless.chains.endpoint.RefusalRule.Kind;
import io.gapless.chains.endpoint.RefusalRule.Take;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `refusals.tsv`; its head says how a line is written.
final class RefusalRules {

  private static final String RESOURCE = "refusals.tsv";

  private RefusalRules() {}

  static List<RefusalRule> read() {
    return ResourceTable.rows(RefusalRules.class, RESOURCE, 5).stream().map(RefusalRules::rule)
        .toList();
  }

  private static RefusalRule rule(List<String> cells) {
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
