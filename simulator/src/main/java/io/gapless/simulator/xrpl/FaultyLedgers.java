package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.faults.Chances.Taken;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lie;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lies;
import io.gapless.simulator.xrpl.faults.LedgerFault.NoBinary;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import java.util.Optional;

/// Gives ledgers as a node's faults have them.
final class FaultyLedgers {
  private final LedgerSource source;
  private final History history;
  private final Chances chances;
  private final XrplCounters counters;

  FaultyLedgers(LedgerSource source, History history, Chances chances, XrplCounters counters) {
    this.source = source;
    this.history = history;
    this.chances = chances;
    this.counters = counters;
  }

  /// The `result` for a ledger that the node has.
  ObjectNode result(long index, LedgerForm wanted) {
    LedgerForm form = wanted;
    for (NoBinary fault : chances.plan().of(NoBinary.class)) {
      form = wanted.asJson();
      counters.fault(fault.kind());
    }
    ObjectNode result = source.result(index, form);
    int transactions = form.expand() ? transactions(result).size() : 0;
    Optional<Taken<Lies>> lie =
        chances.next(Lies.class, fault -> !ofTransactions(fault.lie()) || transactions > 0);
    if (lie.isEmpty()) {
      return result;
    }
    Optional<ObjectNode> spoilt = spoilt(index, form, result, lie.get());
    spoilt.ifPresent(_ -> counters.fault(lie.get().fault().kind()));
    return spoilt.orElse(result);
  }

  /// The result with the lie in it, unless there is no way.
  private Optional<ObjectNode> spoilt(long index, LedgerForm form, ObjectNode result,
      Taken<Lies> taken) {
    return switch (taken.fault().lie()) {
      case TRUNCATE -> {
        ArrayNode transactions = transactions(result);
        int kept = taken.draw(transactions.size());
        while (transactions.size() > kept) {
          transactions.remove(transactions.size() - 1);
        }
        yield Optional.of(result);
      }
      case ALTER_TRANSACTION -> altered(result, taken, false);
      case ALTER_METADATA -> altered(result, taken, true);
      case OTHER_LEDGER -> neighbour(index).map(other -> source.result(other, form));
      case RELABELLED -> neighbour(index)
          .map(other -> relabelled(source.result(other, form), index));
      case ALTER_HEADER -> source.withOtherHeader(index, form);
      case FORGE -> source.forged(index, form);
      case NOT_VALIDATED -> Optional.of(result.put("validated", false));
    };
  }

  private Optional<Long> neighbour(long index) {
    return history.claims(index + 1)
        ? Optional.of(index + 1)
        : Optional.of(index - 1).filter(history::claims);
  }

  private static ObjectNode relabelled(ObjectNode result, long index) {
    result.put("ledger_index", index);
    if (result.get("ledger") instanceof ObjectNode ledger && ledger.has("ledger_index")) {
      if (ledger.get("ledger_index").isTextual()) {
        ledger.put("ledger_index", String.valueOf(index));
      } else {
        ledger.put("ledger_index", index);
      }
    }
    return result;
  }

  private static Optional<ObjectNode> altered(ObjectNode result, Taken<Lies> taken,
      boolean metadata) {
    ArrayNode transactions = transactions(result);
    ObjectNode transaction = (ObjectNode) transactions.get(taken.draw(transactions.size()));
    if (metadata) {
      return SpoiltTransaction.alterMetadata(transaction) ? Optional.of(result) : Optional.empty();
    }
    SpoiltTransaction.alter(transaction);
    return Optional.of(result);
  }

  private static ArrayNode transactions(ObjectNode result) {
    JsonNode transactions = result.path("ledger").path("transactions");
    return transactions instanceof ArrayNode array ? array : result.arrayNode();
  }

  private static boolean ofTransactions(Lie lie) {
    return switch (lie) {
      case TRUNCATE, ALTER_TRANSACTION, ALTER_METADATA -> true;
      case OTHER_LEDGER, RELABELLED, ALTER_HEADER, FORGE, NOT_VALIDATED -> false;
    };
  }
}
