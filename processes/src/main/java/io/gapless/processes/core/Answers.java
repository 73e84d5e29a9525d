package io.gapless.processes.core;

import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepError;
import io.gapless.schemas.record.StepErrorKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What callers are told.
public final class Answers {

  private Answers() {}

  static StepAnswer ok(@Nullable ByteBuffer response) {
    return new StepAnswer(response, null);
  }

  static StepAnswer failed(String reason) {
    return new StepAnswer(null, new StepError(StepErrorKind.PROCESSOR, reason));
  }

  static StepAnswer refused(String reason) {
    return new StepAnswer(null, new StepError(StepErrorKind.REFUSED, reason));
  }

  /// The engine cannot give the answer.
  public static StepAnswer internal(String why) {
    return new StepAnswer(null, new StepError(StepErrorKind.INTERNAL, why));
  }

  /// An error of the engine's own.
  public static StepAnswer error(StepErrorKind kind) {
    return new StepAnswer(null, new StepError(kind, text(kind)));
  }

  private static String text(StepErrorKind kind) {
    return switch (kind) {
      case NAMESPACE_NOT_FOUND -> "namespace not found";
      case PROCESS_NOT_FOUND -> "process not found";
      case PROCESS_ALREADY_EXISTS -> "process already exists";
      case PROCESS_IS_INIT -> "process is init";
      case PROCESS_IS_RUNNING -> "process is running";
      case PROCESS_IS_ERROR -> "process is error";
      case KEY_REUSED -> "idempotency key reused";
      case TIMEOUT -> "timeout";
      case PROCESSOR, REFUSED, INTERNAL ->
          throw new IllegalArgumentException(kind + " has its own reason");
    };
  }
}
