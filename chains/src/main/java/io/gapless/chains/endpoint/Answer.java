package io.gapless.chains.endpoint;

import java.util.function.Function;

/// What came of asking a node: a value, or its refusal. Connection failures, time-outs and broken
/// answers are refusals too, so that there is one way to handle a call that brought nothing.
///
/// @param <T> what was asked for
public sealed interface Answer<T> {

  /// The node answered and the answer passed its checks.
  record Value<T>(T value) implements Answer<T> {}

  /// The node did not answer what was asked.
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  /// An answer that holds the value.
  static <T> Answer<T> of(T value) {
    return new Value<>(value);
  }

  /// An answer that holds the refusal.
  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /// The same answer with another value; a refusal stays what it is.
  default <U> Answer<U> map(Function<? super T, ? extends U> change) {
    return switch (this) {
      case Value<T>(T value) -> new Value<>(change.apply(value));
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }

  /// What the value leads to; a refusal stays what it is.
  default <U> Answer<U> then(Function<? super T, Answer<U>> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
    };
  }
}
