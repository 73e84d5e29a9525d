package io.gapless.gates.rebuild;

import io.gapless.gates.Gates;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.Profile;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Judges now and then what a backfill that runs has loaded of a market, by the relaxed profile: one
/// process a chain. It stops nothing, and readers see nothing of it.
///
/// ```
/// INIT     with the JSON of a RebuildRequest: judges after each interval
/// CALL     `stop`: the jobs are complete
/// TIMEOUT  judges, and tells
/// ```
public final class GateWatch implements Processor {

  /// The namespace of watches.
  public static final String NAMESPACE = "gates";
  /// Ends a watch.
  static final String STOP = "stop";

  private final Gates gates;
  private final Duration patience;
  private final MarketEvents events;
  private final InstantSource clock;

  /// @param patience how long judging may take
  public GateWatch(Gates gates, Duration patience, MarketEvents events, InstantSource clock) {
    this.gates = gates;
    this.patience = patience;
    this.events = events;
    this.clock = clock;
  }

  /// The process of a chain.
  static ProcessId id(String chain) {
    return new ProcessId(NAMESPACE, chain);
  }

  /// The namespace, as an engine runs it.
  public Namespace namespace() {
    return Namespace.of(NAMESPACE, this).withStepTimeout(patience).withPoolSize(1);
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    return switch (step.type()) {
      case INIT -> again(Intent.none().auxState(step.args()),
          RebuildRequest.parse(step.args().text()));
      case CALL -> step.args().text().equals(STOP)
          ? Intent.none().remove()
          : Intent.none().refuse("a watch takes `stop`");
      case TIMEOUT, REPAIR -> {
        var request =
            RebuildRequest.parse(step.process().auxState().orElseThrow().text());
        yield again(judge(step.process().id(), request), request);
      }
      case NOTIFY -> Intent.none();
      case REMOVE -> throw new IllegalStateException("a removal runs no step");
    };
  }

  private Intent again(Intent intent, RebuildRequest request) {
    return intent.timeoutAt(clock.instant().plusSeconds(request.watchSeconds()));
  }

  private Intent judge(ProcessId process, RebuildRequest request) throws InterruptedException {
    try {
      var results = gates.judge(request.deployment(), Profile.relaxed(), request.jobs());
      var failing = results.stream()
          .filter(result -> result.outcome() == GateResult.Outcome.FAILED).toList();
      return failing.isEmpty()
          ? events.tell(Intent.none(), process, "passed", "What is loaded of "
              + request.deployment().name() + " passes the relaxed gates.", Map.of())
          : events.tell(Intent.none(), process, "failed", "What is loaded of "
              + request.deployment().name() + " does not pass: " + sentences(failing)
              + ". The backfill goes on.",
              Map.of("gates", failing.stream().map(GateResult::gate)
                  .collect(Collectors.joining(","))));
    } catch (ClickHouseUnavailableException e) {
      // the next time will do
      return Intent.none().metadata(Map.of("not_judged", String.valueOf(e.getMessage())));
    }
  }

  private static String sentences(List<GateResult> failing) {
    return failing.stream().map(GateResult::sentence).collect(Collectors.joining("; "));
  }
}
