package io.gapless.processes.core;

import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.TaskStatus;
import io.gapless.schemas.record.TaskType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task of the model.
final class ModelTask {
  long number;
  TaskType type = TaskType.INIT;
  TaskStatus status = TaskStatus.WAITING;
  Instant due = Instant.EPOCH;
  int attempt = 1;
  long interval;
  int failures;
  ByteBuffer args = ByteBuffer.allocate(0);
  ByteBuffer context = ByteBuffer.allocate(0);
  @Nullable
  StepAnswer answer;
  List<Long> events = List.of();
  final List<Long> askers = new ArrayList<>();

  boolean isTimer() {
    return (type == TaskType.TIMEOUT || type == TaskType.REMOVE)
        && (status == TaskStatus.WAITING || status == TaskStatus.BLOCKED);
  }
}
