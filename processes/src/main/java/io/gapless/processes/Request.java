package io.gapless.processes;

import org.jspecify.annotations.Nullable;

/// What user code is given with a request.
///
/// @param args for this step
/// @param context kept for the timeouts that the step sets, and theirs
/// @param idempotencyKey makes a repetition of this request get its answer again; null: each request is
///     one of its own
/// @param range of the history that the step sees
public record Request(Payload args, Payload context, @Nullable String idempotencyKey,
    EventRange range) {

  /// Only arguments.
  public static Request of(Payload args) {
    return new Request(args, Payload.EMPTY, null, EventRange.ALL);
  }

  /// Only arguments, a text.
  public static Request of(String args) {
    return of(Payload.of(args));
  }

  /// The same with an idempotency key.
  public Request withKey(String key) {
    return new Request(args, context, key, range);
  }

  /// The same with a context.
  public Request withContext(Payload kept) {
    return new Request(args, kept, idempotencyKey, range);
  }

  /// The same for a part of the history.
  public Request withRange(EventRange part) {
    return new Request(args, context, idempotencyKey, part);
  }
}
