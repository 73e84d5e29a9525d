package io.gapless.simulator.evm.chain;

import java.math.BigInteger;
import java.util.Map;

/// Counts and sums of what a chain holds.
///
/// @param rows number of rows by dataset, 0 included
/// @param sums exact sums by dataset and token address (`0x…`, lower case): of values for ERC-20, of
///     token ids for ERC-721, of all amounts for ERC-1155. They can exceed 256 bits; a table's sum
///     of `UInt256` is theirs modulo 2^256
public record TruthSummary(Map<TruthDataset, Long> rows,
    Map<TruthDataset, Map<String, BigInteger>> sums) {
  public TruthSummary {
    rows = Map.copyOf(rows);
    sums = Map.copyOf(sums);
  }

  /// The number of rows of a dataset.
  public long rows(TruthDataset dataset) {
    return rows.getOrDefault(dataset, 0L);
  }

  /// The number of transfers in all datasets but that of unclassified logs.
  public long transfers() {
    return rows.values().stream().mapToLong(Long::longValue).sum()
        - rows(TruthDataset.UNCLASSIFIED_LOGS);
  }

  /// The sum over all tokens of a dataset.
  public BigInteger sum(TruthDataset dataset) {
    return sums(dataset).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /// The sums by token address.
  public Map<String, BigInteger> sums(TruthDataset dataset) {
    return sums.getOrDefault(dataset, Map.of());
  }
}
