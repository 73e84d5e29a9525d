package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.rpc.Outcome;
import io.gapless.simulator.xrpl.rpc.Outcome.Answered;
import io.gapless.simulator.xrpl.rpc.Outcome.Failed;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/// Answers [tx](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/transaction-methods/tx),
/// by hash alone.
final class TransactionCommand implements DataCommand {
  private static final long MOST_LEDGERS_APART = 1_000;
  private static final long MAX_INDEX = 0xffff_ffffL;

  private final LedgerSource source;
  private final History history;
  private final FaultyTransactions transactions;
  private final Flavour flavour;
  private final XrplCounters counters;

  TransactionCommand(LedgerSource source, History history, FaultyTransactions transactions,
      Flavour flavour, XrplCounters counters) {
    this.source = source;
    this.history = history;
    this.transactions = transactions;
    this.flavour = flavour;
    this.counters = counters;
  }

  @Override
  public Outcome answer(ObjectNode request, int apiVersion) {
    JsonNode hash = request.path("transaction");
    if (hash.isMissingNode() || request.has("ctid")) {
      return new Failed(XrplError.INVALID_PARAMS);
    }
    if (!hash.isTextual() || !hash.asText().matches("[0-9A-Fa-f]{64}")) {
      return malformed();
    }
    Optional<Failed> refused = refused(request);
    if (refused.isPresent()) {
      return refused.get();
    }
    String id = hash.asText().toUpperCase(Locale.ROOT);
    var form = new LedgerForm(true, true, request.path("binary").asBoolean(), apiVersion);
    return source.ledgerOf(id).filter(this::has)
        .<Outcome>map(index -> new Answered(transactions.result(index, id, form)))
        .orElseGet(() -> new Failed(XrplError.TRANSACTION_NOT_FOUND,
            XrplError.TRANSACTION_NOT_FOUND.message(), searchedAll(request)));
  }

  private Failed malformed() {
    return switch (flavour) {
      case RIPPLED -> new Failed(XrplError.NOT_IMPLEMENTED);
      case CLIO -> new Failed(XrplError.INVALID_PARAMS, "transactionMalformed");
    };
  }

  /// What is wrong with the ledgers that are to be searched.
  private static Optional<Failed> refused(ObjectNode request) {
    if (!namesLedgers(request)) {
      return Optional.empty();
    }
    JsonNode first = request.path("min_ledger");
    JsonNode last = request.path("max_ledger");
    if (!isIndex(first) || !isIndex(last) || last.asLong() < first.asLong()) {
      return Optional.of(new Failed(XrplError.INVALID_LEDGER_RANGE));
    }
    return last.asLong() - first.asLong() > MOST_LEDGERS_APART
        ? Optional.of(new Failed(XrplError.EXCESSIVE_LEDGER_RANGE))
        : Optional.empty();
  }

  private static boolean isIndex(JsonNode index) {
    return index.isIntegralNumber() && index.asLong() >= 0 && index.asLong() <= MAX_INDEX;
  }

  private static boolean namesLedgers(ObjectNode request) {
    return request.has("min_ledger") && request.has("max_ledger");
  }

  private boolean has(long index) {
    if (history.claimsFalsely(index)) {
      counters.fault("claims-missing");
      return false;
    }
    return history.claims(index);
  }

  /// It knows what it really has.
  private Optional<Boolean> searchedAll(ObjectNode request) {
    return namesLedgers(request)
        ? Optional.of(LongStream
            .rangeClosed(request.path("min_ledger").asLong(), request.path("max_ledger").asLong())
            .allMatch(index -> history.claims(index) && !history.claimsFalsely(index)))
        : Optional.empty();
  }
}
