package io.gapless.gates.rebuild;

import io.gapless.gates.check.Gate;
import io.gapless.gates.check.Gate.Stage;
import io.gapless.gates.check.GateCheck;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.derive.Derivation;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.rebuild.RebuildState.Part;
import io.gapless.gates.warehouse.Activations;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.processes.Answer;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.TaskType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rebuild of a chain's market: one process a chain, so that one runs at a time.
///
/// ```
/// init, call "run …" ──► flows ──► gates ──► profits ──► gates ──► swap ──► snapshot ──► done
///                          ▲         │                     │
///                          └─ repair ┴─── ERROR ◄──────────┘     what readers see stays as it was
/// ```
///
/// A part that fails on its servers is tried again; one whose gates fail is not, for the data has to
/// be mended first: a repair then derives anew.
public final class RebuildProcess implements Processor {

  /// The namespace of rebuilds.
  public static final String NAMESPACE = "rebuild";
  /// Begins a run, with the JSON of a [RebuildRequest] behind it.
  static final String RUN = "run ";
  /// Has readers see what they saw before the last swap.
  public static final String ROLLBACK = "rollback";

  private final Duration longestPart;
  private final Derivation derivation;
  private final GateCheck gates;
  private final Activations activations;
  private final SnapshotWriter snapshots;
  private final MarketEvents events;
  private final InstantSource clock;

  /// @param gates that judge runs
  /// @param folder that snapshots are put in
  public RebuildProcess(Warehouse warehouse, DerivationRules rules, List<Gate> gates, Path folder,
      MarketEvents events, InstantSource clock) {
    longestPart = warehouse.limits().patience();
    this.events = events;
    this.clock = clock;
    derivation = new Derivation(warehouse, rules, clock);
    this.gates = new GateCheck(warehouse, gates, clock);
    activations = new Activations(warehouse);
    snapshots = new SnapshotWriter(warehouse, folder, clock);
  }

  /// The namespace, as an engine runs it: parts that fail on servers are tried again, three times in
  /// all, and a part may take as long as its statements.
  public Namespace namespace() {
    return Namespace.of(NAMESPACE, this).withStepTimeout(longestPart)
        .withPoolSize(1);
  }

  /// The process of a chain.
  public static ProcessId id(String chain) {
    return new ProcessId(NAMESPACE, chain);
  }

  /// Begins a run: the first of its chain, the next, or another in place of one that stopped.
  ///
  /// @param processes of the engine that rebuilds, or a way to it
  /// @return id of the run; of the one that is there already, if it was begun for the same cause
  /// @throws ProcessException if a run is not done, or nobody answers
  public static String begin(Requests processes, RebuildRequest request)
      throws InterruptedException {
    var id = id(request.deployment().chain());
    var words = Request.of(RUN + request.json());
    Answer answer;
    try {
      answer = processes.init(id, words);
    } catch (ProcessException e) {
      answer = switch (e.kind()) {
        case PROCESS_ALREADY_EXISTS -> beginAgain(processes, id, words);
        default -> throw e;
      };
    }
    return answer.response().map(Payload::text).orElse("");
  }

  private static Answer beginAgain(Requests processes, ProcessId id, Request words)
      throws InterruptedException {
    try {
      return processes.call(id, words);
    } catch (ProcessException e) {
      if (e.kind() != StepErrorKind.PROCESS_IS_ERROR) {
        throw e;
      }
      // what its gates missed was fetched since
      return processes.repair(id, words);
    }
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    try {
      return switch (step.type()) {
        case INIT, CALL -> asked(step);
        case TIMEOUT -> carryOut(state(step));
        case REPAIR -> repaired(step);
        case NOTIFY -> Intent.none();
        case REMOVE -> throw new IllegalStateException("a removal runs no step");
      };
    } catch (ClickHouseUnavailableException e) {
      throw new StepFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private Intent asked(Step step) throws InterruptedException {
    var words = step.args().text();
    if (words.startsWith(RUN)) {
      return begin(step, words.substring(RUN.length()));
    }
    if (words.equals(ROLLBACK)) {
      return rollBack(step.process().id().id());
    }
    return Intent.none().refuse("a rebuild takes `run` with a request, or `rollback`");
  }

  private Intent repaired(Step step) {
    var words = step.args().text();
    return words.startsWith(RUN)
        ? begin(step, words.substring(RUN.length()))
        : enter(state(step)).respond(Payload.of(state(step).run()));
  }

  private Intent begin(Step step, String json) {
    var running = step.process().auxState().map(RebuildState::of)
        .filter(state -> state.next() != Part.DONE && step.type() != TaskType.REPAIR);
    if (running.isPresent()) {
      return Intent.none().refuse("run " + running.get().run() + " is not done: it is at "
          + running.get().next());
    }
    var before = step.process().auxState().map(RebuildState::of)
        .filter(state -> !state.request().cause().isEmpty());
    try {
      var request = RebuildRequest.parse(json);
      if (before.isPresent() && before.get().request().cause().equals(request.cause())) {
        return Intent.none().respond(Payload.of(before.get().run()));
      }
      var state = RebuildState.begin(request, clock.instant());
      if (!state.request().deployment().chain().equals(step.process().id().id())) {
        return Intent.none().refuse("the market is on " + state.request().deployment().chain());
      }
      return events.tell(enter(state), state.key(), "started",
          "Run " + state.run() + " of " + state.request().deployment().name() + " begins.",
          Map.of()).respond(Payload.of(state.run()));
    } catch (IllegalArgumentException e) {
      return Intent.none().refuse(String.valueOf(e.getMessage()));
    }
  }

  private Intent carryOut(RebuildState state) throws InterruptedException {
    var run = state.key();
    return switch (state.next()) {
      case FLOWS -> {
        derivation.flows(state.request().deployment(), run);
        activations.discardOthers(run, clock.instant());
        yield enter(state.at(Part.GATES));
      }
      case GATES -> judge(state, Stage.FLOWS, Part.PROFITS);
      case PROFITS -> {
        derivation.profits(run);
        yield enter(state.at(Part.GATES_AFTER_PROFITS));
      }
      case GATES_AFTER_PROFITS -> judge(state, Stage.PROFITS, Part.SWAP);
      case SWAP -> {
        activations.activate(run, clock.instant());
        yield events.tell(enter(state.at(Part.SNAPSHOT)), run, "swapped",
            "Readers see run " + run.id() + ".", Map.of());
      }
      case SNAPSHOT -> {
        var file = snapshots.write(state.request(), run);
        yield events.tell(enter(state.at(Part.DONE)).unsetTimer(), run, "complete",
            "Run " + run.id() + " is complete; " + file + " says what it holds.",
            Map.of("snapshot", file.toString()));
      }
      case DONE -> Intent.none().unsetTimer();
    };
  }

  private Intent judge(RebuildState state, Stage stage, Part then) throws InterruptedException {
    var run = state.key();
    List<GateResult> stopping;
    try {
      stopping = gates.run(run, state.request().judgedBy(), state.request().jobs(), stage).stream()
          .filter(GateResult::stops).toList();
    } catch (IllegalArgumentException e) {
      throw new StepFailedException(String.valueOf(e.getMessage()), e);
    }
    if (stopping.isEmpty()) {
      return enter(state.at(then));
    }
    var reason = stopping.stream().map(GateResult::sentence).collect(Collectors.joining("; "));
    // what is mended is in the staging tables: a repair derives anew
    return events.tell(enter(state.at(Part.FLOWS)), run, "gates-failed",
        "Run " + run.id() + " stopped, readers see what they saw: " + reason + ". Mend the data,"
            + " then `gapless rebuild --repair`.",
        Map.of("gates", stopping.stream().map(GateResult::gate).collect(Collectors.joining(","))))
        .fail(reason);
  }

  private Intent rollBack(String chain) throws InterruptedException {
    var active = activations.active(chain);
    var previous = active.flatMap(Activations.Active::previous);
    if (previous.isEmpty()) {
      return Intent.none().refuse("there is no run before the one that readers of " + chain
          + " see");
    }
    activations.activate(previous.get(), clock.instant());
    var back = new Run(chain, previous.get().id());
    return events.tell(Intent.none(), back, "rolled-back",
        "Readers see run " + back.id() + " again, instead of " + active.get().run().id() + ".",
        Map.of()).respond(Payload.of(back.id()));
  }

  private static Intent enter(RebuildState state) {
    return Intent.none().auxState(state.payload()).timeoutNow()
        .metadata(Map.of("run", state.run(), "part", state.next().name()));
  }

  private static RebuildState state(Step step) {
    return RebuildState.of(step.process().auxState().orElseThrow());
  }
}
