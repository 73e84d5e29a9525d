package io.gapless.benchmarks.node.xrpl;

import io.gapless.benchmarks.measure.AllCores;
import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Parallel;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.proof.LedgerProof;
import io.gapless.chains.xrpl.proof.Proof.Proven;

/// See [io.gapless.benchmarks.measure.Stage#PROVE].
final class XrplProve {

  /// Ledgers in memory at a time.
  private static final int AT_ONCE = 256;

  private XrplProve() {}

  static Cost measure(XrplNode node) throws InterruptedException {
    var indexes = node.indexes();
    var cost = Cost.NONE;
    try (var clients = node.connect()) {
      for (int first = 0; first < indexes.size(); first += AT_ONCE) {
        var some = indexes.subList(first, Math.min(indexes.size(), first + AT_ONCE));
        var ledgers = Parallel.map(some, index -> () -> fetch(clients.client(), index));
        cost = cost.plus(AllCores.measure(ledgers, XrplProve::prove));
      }
    }
    return cost;
  }

  private static XrplLedger fetch(XrplClient client, long index) throws InterruptedException {
    return switch (client.ledger(index)) {
      case Answer.Value<Weighed<XrplLedger>>(var ledger) -> ledger.value();
      case Answer.Refused<Weighed<XrplLedger>>(Refusal refusal) ->
          throw new BenchmarkFailedException(
              "the node refuses ledger " + index + ": " + refusal.said());
    };
  }

  private static void prove(XrplLedger ledger) {
    var proof = LedgerProof.check(ledger);
    if (!(proof instanceof Proven)) {
      throw new BenchmarkFailedException("a ledger is not proven: " + proof);
    }
  }
}
