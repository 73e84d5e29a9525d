package io.gapless.processes.engine;

import io.gapless.processes.Intent;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.schemas.record.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// User code by the number of its step, and what it was asked.
final class Script {

  /// What a step does.
  interface Scene {
    Intent play(Step step) throws InterruptedException;
  }

  private record Entry(TaskType type, Scene scene) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Step> played = new ArrayList<>();
  private final Map<TaskType, Scene> always = new ConcurrentHashMap<>();
  private final Map<Integer, Supplier<Instant>> lasting =
      new ConcurrentHashMap<>();

  /// The next step: of this type, and it does this.
  Script then(TaskType type, Scene scene) {
    entries.add(new Entry(type, scene));
    return this;
  }

  /// The step before lasts until that moment, told when it begins.
  Script lasting(Supplier<Instant> until) {
    lasting.put(entries.size(), until);
    return this;
  }

  /// Steps of this type, beyond those by number, do this.
  Script always(TaskType type, Scene scene) {
    always.put(type, scene);
    return this;
  }

  /// What the steps were given, in order.
  synchronized List<Step> played() {
    return List.copyOf(played);
  }

  /// As user code.
  ///
  /// @param wait for what a step does until it ends
  Processor processor(Waiting wait) {
    return step -> {
      int number;
      synchronized (this) {
        played.add(step);
        number = played.size();
      }
      var until = lasting.get(number);
      var entry = number <= entries.size() ? entries.get(number - 1) : null;
      if (entry != null && entry.type() != step.type()) {
        throw new AssertionError(
            "step " + number + " is " + step.type() + ", not " + entry.type());
      }
      var scene = entry != null ? entry.scene() : always.get(step.type());
      if (scene == null) {
        throw new AssertionError("nobody expects step " + number + ", " + step.type());
      }
      try {
        return scene.play(step);
      } finally {
        if (until != null) {
          wait.until(until.get());
        }
      }
    };
  }

  /// How a step passes time.
  interface Waiting {
    void until(Instant moment) throws InterruptedException;
  }
}
