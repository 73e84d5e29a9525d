package io.gapless.benchmarks.node.xrpl;

import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.node.Workload;
import java.util.Locale;

/// Ledgers with payments and other transactions.
///
/// @param ledgers of the chain
/// @param transactionsPerLedger transactions in an average ledger
public record XrplWorkload(int ledgers, double transactionsPerLedger) implements Workload {

  private static final int MOST_LEDGERS = 1_000_000;
  private static final int MOST_TRANSACTIONS = 1_000;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public XrplWorkload {
    if (ledgers < 1 || ledgers > MOST_LEDGERS) {
      throw new IllegalArgumentException("ledgers is not from 1 to 1000000: " + ledgers);
    }
    if (!(transactionsPerLedger >= 0 && transactionsPerLedger <= MOST_TRANSACTIONS)) {
      throw new IllegalArgumentException(
          "transactionsPerLedger is not from 0 to 1000: " + transactionsPerLedger);
    }
  }

  @Override
  public String benchmark() {
    return "xrpl";
  }

  @Override
  public String unit() {
    return "ledgers";
  }

  @Override
  public String summary() {
    return String.format(Locale.ROOT, "%,d ledgers with about %,.0f transactions", ledgers,
        ledgers * transactionsPerLedger);
  }

  @Override
  public Node start() {
    return XrplNode.start(this);
  }
}
