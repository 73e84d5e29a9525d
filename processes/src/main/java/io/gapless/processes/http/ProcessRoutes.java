package io.gapless.processes.http;

import io.gapless.processes.Answer;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.processes.json.JsonViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// All that the server answers.
///
/// @param processes that are asked about
/// @param namespaces that are looked at for the health of all
/// @param metrics as Prometheus text
record ProcessRoutes(Processes processes, List<String> namespaces, Supplier<String> metrics) {

  private static final String NAMESPACE = "/v1/namespaces/{namespace}";
  private static final String PROCESS = NAMESPACE + "/processes/{id}";
  private static final int MOST_IDS = 1000;

  /// A request for a step.
  @FunctionalInterface
  private interface Operation {
    Answer ask(ProcessId id, Request request) throws InterruptedException;
  }

  List<Route> all() {
    return List.of(step("init", processes::init), step("call", processes::call),
        step("repair", processes::repair), step("simple-repair", processes::simpleRepair),
        step("notify", processes::notify),
        new Route("PUT", PROCESS, Set.of(), asked -> answer(
            processes.put(asked.process(), JsonBodies.imported(asked.body().bytes())))),
        new Route("DELETE", PROCESS, Set.of(),
            asked -> answer(processes.remove(asked.process()))),
        new Route("GET", PROCESS,
            Set.of("offset", "limit", "direction", "position", "max_staleness_ms"), this::get),
        new Route("GET", PROCESS + "/trace", Set.of("view", "position"), this::trace),
        new Route("GET", NAMESPACE + "/processes", Set.of("after", "limit"), this::list),
        new Route("GET", NAMESPACE + "/health", Set.of(),
            asked -> health(List.of(asked.namespace()))),
        new Route("GET", "/health", Set.of(), _ -> health(namespaces)),
        new Route("GET", "/metrics", Set.of(),
            _ -> Reply.text(200, metrics.get(), "text/plain; version=0.0.4; charset=utf-8")),
        new Route("GET", "/openapi.json", Set.of(),
            _ -> Reply.text(200, document(), "application/json")));
  }

  private static Route step(String name, Operation operation) {
    return new Route("POST", PROCESS + "/" + name, Set.of(),
        asked -> answer(operation.ask(asked.process(), JsonBodies.request(asked.body().bytes()))));
  }

  private static Reply answer(Answer answer) {
    return Reply.json(200, JsonViews.answer(answer));
  }

  private Reply get(Asked asked) throws InterruptedException {
    return Reply.json(200, JsonViews
        .snapshot(processes.get(asked.process(), asked.range(), asked.freshness())));
  }

  private Reply trace(Asked asked) throws InterruptedException {
    var view = asked.word("view", "grouped", "flat");
    var tasks = processes.trace(asked.process(), asked.freshness());
    // read after the tasks and never from a copy, so that it has all of their events
    var history =
        processes.get(asked.process(), EventRange.ALL, Freshness.OWN_WRITES).history();
    return Reply.json(200, view.equals("flat")
        ? JsonViews.flat(tasks, history)
        : JsonViews.grouped(tasks, history));
  }

  private Reply list(Asked asked) throws InterruptedException {
    long limit = Optional.ofNullable(asked.integer("limit")).orElse(100L);
    if (limit < 1 || limit > MOST_IDS) {
      throw new BadFieldException("limit", "is not 1 to " + MOST_IDS);
    }
    int most = Math.toIntExact(limit);
    return Reply.json(200, JsonViews.ids(processes.list(asked.namespace(),
        asked.query().getOrDefault("after", ""), most), most));
  }

  private Reply health(List<String> looked) throws InterruptedException {
    for (String namespace : looked) {
      var critical = critical(namespace);
      if (critical.isPresent()) {
        var json = JsonViews.object().put("status", "critical");
        json.putObject("details").put("namespace", namespace).put("error", critical.get());
        return Reply.json(503, json);
      }
    }
    var json = JsonViews.object().put("status", "passing");
    json.putObject("details");
    return Reply.json(200, json);
  }

  private Optional<String> critical(String namespace) throws InterruptedException {
    try {
      return processes.healthCheck(namespace);
    } catch (EngineUnavailableException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String document() {
    try (var in = Objects.requireNonNull(
        ProcessRoutes.class.getResourceAsStream("openapi.json"), "openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
