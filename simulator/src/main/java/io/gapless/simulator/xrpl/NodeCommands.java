package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.ledgers.LedgerForm.VERSION_1;
import static io.gapless.simulator.xrpl.ledgers.LedgerForm.VERSION_2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.faults.RequestFault.Version1Only;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import io.gapless.simulator.xrpl.rpc.Outcome;
import io.gapless.simulator.xrpl.rpc.Outcome.Answered;
import io.gapless.simulator.xrpl.rpc.Outcome.Failed;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.util.Map;
import java.util.Optional;

/// Answers the commands that a node knows.
final class NodeCommands {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int SECONDS_PER_LEDGER = 4;

  private final LedgerSource source;
  private final History history;
  private final Map<String, DataCommand> data;
  private final ErrorSpells spells;
  private final XrplNodeOptions options;
  private final XrplCounters counters;

  /// Those of a node, among them `data`, the commands for what is in ledgers, by name.
  NodeCommands(LedgerSource source, History history, Map<String, DataCommand> data,
      ErrorSpells spells, XrplNodeOptions options, XrplCounters counters) {
    this.source = source;
    this.history = history;
    this.data = data;
    this.spells = spells;
    this.options = options;
    this.counters = counters;
  }

  /// Answers a request.
  Outcome answer(ObjectNode request) {
    JsonNode command = request.path("command");
    if (!command.isTextual()) {
      return new Failed(XrplError.MISSING_COMMAND);
    }
    JsonNode version = request.path("api_version");
    int apiVersion = version.asInt(VERSION_1);
    if (!version.isMissingNode() && !knows(version)) {
      return new Failed(XrplError.INVALID_API_VERSION);
    }
    DataCommand asked = data.get(command.asText());
    if (asked != null) {
      Optional<XrplError> error = spells.next();
      return error.isPresent() ? new Failed(error.get()) : asked.answer(request, apiVersion);
    }
    return switch (command.asText()) {
      case "server_info" -> new Answered(serverInfo());
      case "ledger_closed" -> new Answered(JSON.objectNode()
          .put("ledger_hash", source.hash(history.newest()))
          .put("ledger_index", history.newest()));
      case "ledger_current" -> new Answered(
          JSON.objectNode().put("ledger_current_index", history.newest() + 1));
      case "ping" -> new Answered(JSON.objectNode());
      default -> new Failed(XrplError.UNKNOWN_COMMAND);
    };
  }

  private boolean knows(JsonNode version) {
    boolean known = version.isInt()
        && (version.asInt() == VERSION_1 || version.asInt() == VERSION_2);
    if (known && version.asInt() > VERSION_1) {
      for (Version1Only fault : options.faults().of(Version1Only.class)) {
        counters.fault(fault.kind());
        return false;
      }
    }
    return known;
  }

  private ObjectNode serverInfo() {
    ObjectNode info = JSON.objectNode()
        .put("complete_ledgers", LedgerSpan.text(history.claimed())).put("load_factor", 1)
        .put("network_id", source.networkId()).put("validation_quorum", 28);
    switch (options.flavour()) {
      case RIPPLED -> info.put("build_version", "3.0.0").put("hostid", "SIMU").put("peers", 21)
          .put("server_state", "full").put("uptime", 86_400);
      case CLIO -> info.put("clio_version", "2.6.0").put("rippled_version", "3.0.0");
    }
    info.putObject("validated_ledger")
        .put("age", SECONDS_PER_LEDGER * (1 + (long) history.lag()))
        .put("base_fee_xrp", 0.000_01).put("hash", source.hash(history.newest()))
        .put("reserve_base_xrp", 1).put("reserve_inc_xrp", 0.2).put("seq", history.newest());
    ObjectNode result = JSON.objectNode();
    result.set("info", info);
    if (options.flavour() == Flavour.CLIO) {
      result.put("validated", true);
    }
    return result;
  }
}
