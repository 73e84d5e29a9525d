package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.rpc.Outcome;
import io.gapless.simulator.xrpl.rpc.Outcome.Answered;
import io.gapless.simulator.xrpl.rpc.Outcome.Failed;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Answers [ledger](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/ledger-methods/ledger).
final class LedgerCommand implements DataCommand {
  private static final Failed MALFORMED_INDEX =
      new Failed(XrplError.INVALID_PARAMS, "ledgerIndexMalformed");
  private static final Failed MALFORMED_HASH =
      new Failed(XrplError.INVALID_PARAMS, "ledgerHashMalformed");
  private static final List<String> FLAGS =
      List.of("transactions", "expand", "binary", "owner_funds", "queue", "full", "accounts");

  private final LedgerSource source;
  private final History history;
  private final FaultyLedgers ledgers;
  private final Flavour flavour;
  private final XrplCounters counters;

  LedgerCommand(LedgerSource source, History history, FaultyLedgers ledgers, Flavour flavour,
      XrplCounters counters) {
    this.source = source;
    this.history = history;
    this.ledgers = ledgers;
    this.flavour = flavour;
    this.counters = counters;
  }

  @Override
  public Outcome answer(ObjectNode request, int apiVersion) {
    for (String flag : FLAGS) {
      if (request.has(flag) && !request.get(flag).isBoolean()) {
        return new Failed(XrplError.INVALID_PARAMS, "Invalid field '" + flag + "', not boolean.");
      }
    }
    Optional<Failed> refused = refused(request);
    if (refused.isPresent()) {
      return refused.get();
    }
    var form = new LedgerForm(request.path("transactions").asBoolean(),
        request.path("expand").asBoolean(), request.path("binary").asBoolean(), apiVersion);
    if (request.has("ledger_hash")) {
      return byHash(request.get("ledger_hash"), form);
    }
    return byIndex(request.path("ledger_index"), form);
  }

  private Optional<Failed> refused(ObjectNode request) {
    boolean everything =
        request.path("full").asBoolean() || request.path("accounts").asBoolean();
    if (flavour == Flavour.CLIO && (everything || request.path("queue").asBoolean())) {
      return Optional.of(new Failed(XrplError.NOT_SUPPORTED));
    }
    return everything ? Optional.of(new Failed(XrplError.NO_PERMISSION)) : Optional.empty();
  }

  private Outcome byHash(JsonNode hash, LedgerForm form) {
    if (!hash.isTextual() || !hash.asText().matches("[0-9A-Fa-f]{64}")) {
      return MALFORMED_HASH;
    }
    return source.indexOf(hash.asText().toUpperCase(Locale.ROOT))
        .map(index -> ledger(index, form)).orElse(new Failed(XrplError.LEDGER_NOT_FOUND));
  }

  private Outcome byIndex(JsonNode index, LedgerForm form) {
    if (index.isMissingNode() || index.asText().equals("current")) {
      boolean open = flavour == Flavour.RIPPLED;
      return open ? new Answered(openLedger()) : ledger(history.newest(), form);
    }
    if (index.asText().equals("validated") || index.asText().equals("closed")) {
      return ledger(history.newest(), form);
    }
    if (index.isTextual() ? !index.asText().matches("[0-9]{1,10}") : !index.isIntegralNumber()) {
      return MALFORMED_INDEX;
    }
    long number = index.asLong();
    return number < 0 || number > 0xffff_ffffL ? MALFORMED_INDEX : ledger(number, form);
  }

  private Outcome ledger(long index, LedgerForm form) {
    boolean claimed = history.claims(index);
    counters.ledger(index, claimed);
    if (history.claimsFalsely(index)) {
      counters.fault("claims-missing");
      return new Failed(XrplError.LEDGER_NOT_FOUND);
    }
    return claimed
        ? new Answered(ledgers.result(index, form))
        : new Failed(XrplError.LEDGER_NOT_FOUND);
  }

  private ObjectNode openLedger() {
    long index = history.newest() + 1;
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putObject("ledger").put("closed", false).put("ledger_index", String.valueOf(index))
        .put("parent_hash", source.hash(history.newest()));
    return result.put("ledger_current_index", index).put("validated", false);
  }
}
