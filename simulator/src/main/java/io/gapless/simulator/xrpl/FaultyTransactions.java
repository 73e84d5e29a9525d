package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.faults.Chances.Taken;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lie;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lies;
import io.gapless.simulator.xrpl.faults.LedgerFault.NoBinary;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import java.util.Optional;

/// Gives transactions as a node's faults have them. Of its lies those count that are about one
/// transaction, at a chance an answer.
final class FaultyTransactions {
  private final LedgerSource source;
  private final Chances chances;
  private final XrplCounters counters;

  FaultyTransactions(LedgerSource source, Chances chances, XrplCounters counters) {
    this.source = source;
    this.chances = chances;
    this.counters = counters;
  }

  /// The `result` for a transaction of a ledger that the node has.
  ObjectNode result(long index, String id, LedgerForm wanted) {
    LedgerForm form = wanted;
    for (NoBinary fault : chances.plan().of(NoBinary.class)) {
      form = wanted.asJson();
      counters.fault(fault.kind());
    }
    ObjectNode result = source.transaction(index, id, form);
    Optional<Taken<Lies>> taken = chances.next(Lies.class, fault -> ofOne(fault.lie()));
    if (taken.isPresent() && spoil(result, taken.get().fault().lie())) {
      counters.fault(taken.get().fault().kind());
    }
    return result;
  }

  private static boolean spoil(ObjectNode result, Lie lie) {
    return switch (lie) {
      case ALTER_TRANSACTION -> {
        SpoiltTransaction.alter(result);
        yield true;
      }
      case ALTER_METADATA -> SpoiltTransaction.alterMetadata(result);
      case NOT_VALIDATED -> {
        result.put("validated", false);
        yield true;
      }
      case TRUNCATE, OTHER_LEDGER, RELABELLED, ALTER_HEADER, FORGE -> false;
    };
  }

  private static boolean ofOne(Lie lie) {
    return switch (lie) {
      case ALTER_TRANSACTION, ALTER_METADATA, NOT_VALIDATED -> true;
      case TRUNCATE, OTHER_LEDGER, RELABELLED, ALTER_HEADER, FORGE -> false;
    };
  }
}
