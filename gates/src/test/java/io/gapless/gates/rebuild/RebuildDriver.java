package io.gapless.gates.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.gates.check.GateFiles;
import io.gapless.gates.derive.DerivationRules;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.processes.Intent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessView;
import io.gapless.processes.Step;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.TaskType;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/// Executes the steps of a rebuild one after the other, as an engine does.
final class RebuildDriver {

  /// Activations of tests that ran before are older.
  private static final AtomicReference<Instant> LATEST =
      new AtomicReference<>(Instant.parse("2024-03-02T00:00:00Z"));
  private final List<String> events = new ArrayList<>();
  private final RebuildProcess process;
  private final Path folder;
  private Optional<Payload> state = Optional.empty();

  RebuildDriver(Warehouse warehouse, Path folder) {
    this.folder = folder;
    process = new RebuildProcess(warehouse, DerivationRules.USUAL,
        GateFiles.load(Optional.empty()), folder,
        new MarketEvents(new RecordSerdes(new InMemoryRegistry()), Topics.withDefaults(),
            this::tick),
        this::tick);
  }

  /// Why it ended in ERROR; empty if it is done.
  Optional<String> start(RebuildRequest request) throws InterruptedException {
    call(RebuildProcess.RUN + request.json());
    return go(1);
  }

  /// As [#start], but each part is executed twice before its outcome counts, as after a kill.
  Optional<String> startWithEveryPartTwice(RebuildRequest request) throws InterruptedException {
    call(RebuildProcess.RUN + request.json());
    return go(2);
  }

  Optional<String> repair() throws InterruptedException {
    apply(process.process(step(TaskType.REPAIR, Payload.EMPTY)));
    return go(1);
  }

  /// The run that readers see then.
  String rollBack() throws InterruptedException {
    return call(RebuildProcess.ROLLBACK).response().orElseThrow().text();
  }

  List<String> events() {
    return events;
  }

  Path snapshot() {
    return folder.resolve("post_rebuild_snapshot_" + RebuildState.of(state.orElseThrow()).run()
        + ".json");
  }

  private Intent call(String words) throws InterruptedException {
    var intent = process.process(step(TaskType.CALL, Payload.of(words)));
    assertThat(intent.refusal()).isEmpty();
    apply(intent);
    return intent;
  }

  private Optional<String> go(int times) throws InterruptedException {
    while (true) {
      var intent = Intent.none();
      for (int i = 0; i < times; i++) {
        intent = process.process(step(TaskType.TIMEOUT, Payload.EMPTY));
      }
      apply(intent);
      if (intent.failure().isPresent() || intent.action() instanceof Intent.Action.Unset) {
        return intent.failure();
      }
    }
  }

  private void apply(Intent intent) {
    state = intent.auxState().or(() -> state);
    intent.events().forEach(event -> events.add(event.metadata().getOrDefault("event", "")));
  }

  private Step step(TaskType type, Payload args) {
    var view = new ProcessView(RebuildProcess.id(MarketRows.CHAIN), ProcessStatus.RUNNING,
        ProcessStatus.RUNNING, Optional.empty(), state, Map.of(), OptionalLong.empty(), 0,
        Optional.empty(), tick(), tick());
    return new Step(type, args, Payload.EMPTY, view, _ -> {}, "token", 1);
  }

  private Instant tick() {
    return LATEST.updateAndGet(time -> time.plusSeconds(1));
  }
}
