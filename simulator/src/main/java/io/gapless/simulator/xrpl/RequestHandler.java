package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.faults.Chances.Taken;
import io.gapless.simulator.xrpl.faults.TransportFault;
import io.gapless.simulator.xrpl.limits.LoadGuard;
import io.gapless.simulator.xrpl.limits.LoadGuard.Verdict;
import io.gapless.simulator.xrpl.rpc.Outcome;
import io.gapless.simulator.xrpl.rpc.Outcome.Answered;
import io.gapless.simulator.xrpl.rpc.Outcome.Failed;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Takes a message from reading to answering; for many threads at once, each waiting as long as the
/// answer takes.
final class RequestHandler {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long JITTER_PURPOSE = 17;
  private static final int POLICY_VIOLATION = 1008;
  private static final String LOAD = "load";

  private final NodeCommands commands;
  private final LoadGuard guard;
  private final XrplNodeOptions options;
  private final Chances chances;
  private final XrplCounters counters;
  private final AtomicLong requests = new AtomicLong();

  RequestHandler(NodeCommands commands, LoadGuard guard, XrplNodeOptions options, Chances chances,
      XrplCounters counters) {
    this.commands = commands;
    this.guard = guard;
    this.options = options;
    this.chances = chances;
    this.counters = counters;
  }

  /// Answers a message, or does not.
  void handle(String text, Wire wire) throws InterruptedException {
    counters.request();
    Verdict verdict = guard.request(wire.address());
    if (verdict == Verdict.DROP) {
      drop(wire);
      return;
    }
    Optional<ObjectNode> request = parse(text);
    if (request.isEmpty()) {
      counters.error(XrplError.JSON_INVALID.token());
      send(MAPPER.createObjectNode().put("error", XrplError.JSON_INVALID.token())
          .put("status", "error").put("type", "response").put("value", text), wire);
      return;
    }
    if (verdict == Verdict.SLOW_DOWN) {
      send(envelope(request.get(), new Failed(XrplError.SLOW_DOWN)), wire);
      return;
    }
    Thread.sleep(latency());
    ObjectNode answer = envelope(request.get(), commands.answer(request.get()));
    boolean sound = answer.has("result");
    if (verdict == Verdict.SERVE_WARNED && sound) {
      // rippled does not warn on errors.
      answer.put("warning", LOAD);
      counters.warning();
    }
    Optional<Taken<TransportFault>> fault = chances.next(TransportFault.class, _ -> sound);
    if (fault.isEmpty()) {
      send(answer, wire);
    } else {
      spoil(answer, fault.get(), wire);
    }
  }

  private void spoil(ObjectNode answer, Taken<TransportFault> taken, Wire wire) {
    counters.fault(taken.fault().kind());
    String text = answer.toString();
    switch (taken.fault().way()) {
      case STALL -> {
        // The answer never comes.
      }
      case CUT_FRAME -> {
        counters.disconnect();
        wire.cutMidway(text);
      }
      case DISCONNECT -> {
        counters.disconnect();
        wire.cut();
      }
      case MALFORMED -> {
        counters.bytes(text.length() / 2);
        wire.send(text.substring(0, text.length() / 2));
      }
      case THRESHOLD_EXCEEDED -> drop(wire);
    }
  }

  private void drop(Wire wire) {
    counters.disconnect();
    wire.close(POLICY_VIOLATION, "threshold exceeded");
  }

  /// Everything that is sent is ASCII, so that characters are bytes.
  private void send(ObjectNode answer, Wire wire) {
    String text = answer.toString();
    if (guard.answered(wire.address(), text.length())) {
      answer.put("warning", LOAD);
      warnings(answer).addObject().put("id", 2003)
          .put("message", "You are about to be rate limited");
      counters.warning();
      text = answer.toString();
    }
    counters.bytes(text.length());
    wire.send(text);
  }

  private ObjectNode envelope(ObjectNode request, Outcome outcome) {
    ObjectNode answer = MAPPER.createObjectNode();
    if (request.has("id")) {
      answer.set("id", request.get("id"));
    }
    switch (outcome) {
      case Answered(ObjectNode result) -> {
        counters.served(request.path("command").asText());
        answer.put("status", "success").put("type", "response");
        answer.set("result", result);
      }
      case Failed(XrplError error, String message, Optional<Boolean> searchedAll) -> {
        counters.error(error.token());
        answer.put("status", "error").put("type", "response").put("error", error.token());
        if (error.code() != 0) {
          answer.put("error_code", error.code()).put("error_message", message);
        }
        searchedAll.ifPresent(all -> answer.put("searched_all", all));
        answer.set("request", request);
      }
    }
    if (request.has("api_version")) {
      answer.set("api_version", request.get("api_version"));
    }
    if (options.flavour() == Flavour.CLIO) {
      warnings(answer).addObject().put("id", 2001).put("message",
          "This is a clio server. clio only serves validated data. If you want to talk to rippled, "
              + "include 'ledger_index':'current' in your request");
    }
    return answer;
  }

  private static ArrayNode warnings(ObjectNode answer) {
    return answer.withArrayProperty("warnings");
  }

  private Duration latency() {
    long most = options.jitter().toMillis();
    if (most == 0) {
      return options.latency();
    }
    double share = new SeededRandom()
        .reset(options.faults().seed(), JITTER_PURPOSE, requests.getAndIncrement()).nextDouble();
    return options.latency().plusMillis((long) (share * (most + 1)));
  }

  private static Optional<ObjectNode> parse(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
