package io.gapless.chains.xrpl;

import io.gapless.chains.BlockRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the ranges of ledgers that a server says it has, such as `32570-61800,61802,61900-61950`.
final class CompleteLedgers {

  private CompleteLedgers() {}

  /// The ranges in order, those that touch or overlap as one; none for `empty`. Refuses anything else
  /// with an [IllegalArgumentException].
  static List<BlockRange> parse(String text) {
    if (text.isBlank() || text.strip().equals("empty")) {
      return List.of();
    }
    var merged = new ArrayList<BlockRange>();
    Arrays.stream(text.split(",", -1)).map(CompleteLedgers::range).sorted().forEach(range -> {
      if (!merged.isEmpty() && range.first() <= merged.getLast().last() + 1) {
        BlockRange before = merged.removeLast();
        merged.add(new BlockRange(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    });
    return List.copyOf(merged);
  }

  private static BlockRange range(String part) {
    String range = part.strip();
    if (!range.matches("\\d{1,18}(-\\d{1,18})?")) {
      throw new IllegalArgumentException("not a range of ledgers: " + range);
    }
    int dash = range.indexOf('-');
    return dash < 0
        ? BlockRange.of(Long.parseLong(range))
        : new BlockRange(
            Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1)));
  }
}
