package io.gapless.chains.evm.proof;

import io.gapless.chains.ResourceTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the hashes of a chain prove: a line of `chains.tsv`, whose head says what the cells mean.
record ChainFacts(
    long chainId,
    String name,
    long from,
    long statusFrom,
    boolean header,
    boolean receipts,
    Bloom bloom,
    Outside outside,
    Optional<String> note) {

  /// Which logs of a block its bloom holds.
  enum Bloom {
    ALL,
    MOST,
    NONE
  }

  private static final String RESOURCE = "chains.tsv";
  private static final Map<Long, ChainFacts> KNOWN = read();

  /// The chain's line, or that of a chain of which nothing special is known.
  static ChainFacts of(long chainId) {
    ChainFacts known = KNOWN.get(chainId);
    return known != null
        ? known
        : new ChainFacts(chainId, "chain " + chainId, 0, 0, true, true, Bloom.ALL, Outside.NONE,
            Optional.empty());
  }

  private static Map<Long, ChainFacts> read() {
    return ResourceTable.rows(ChainFacts.class, RESOURCE, 9).stream().map(ChainFacts::row)
        .collect(Collectors.toUnmodifiableMap(ChainFacts::chainId, Function.identity()));
  }

  private static ChainFacts row(List<String> cells) {
    return new ChainFacts(
        Long.parseLong(cells.get(0)),
        cells.get(1),
        Long.parseLong(cells.get(2)),
        Long.parseLong(cells.get(3)),
        yes(cells.get(4)),
        yes(cells.get(5)),
        Bloom.valueOf(cells.get(6).toUpperCase(Locale.ROOT)),
        Outside.valueOf(cells.get(7).toUpperCase(Locale.ROOT).replace('-', '_')),
        cells.get(8).equals("-") ? Optional.empty() : Optional.of(cells.get(8)));
  }

  private static boolean yes(String cell) {
    return switch (cell) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException(RESOURCE + ": neither yes nor no: " + cell);
    };
  }
}
