package io.gapless.chains.xrpl;

import io.gapless.chains.endpoint.Load;
import java.util.function.Function;

/// A value, and what it tells of the server's patience.
///
/// @param bytes how long the answer was that held it: servers have budgets of bytes, too
/// @param load what the server said of its load
/// @param <T> what was asked for
public record Weighed<T>(T value, int bytes, Load load) {

  /// The same of another value.
  public <U> Weighed<U> map(Function<? super T, ? extends U> change) {
    return new Weighed<>(change.apply(value), bytes, load);
  }
}
