package io.gapless.simulator.evm.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a node answers to calls above its rate.
public enum ThrottleStyle {
  /// HTTP 429 without a hint when to come back.
  HTTP_429,
  /// HTTP 429 with `Retry-After` in whole seconds.
  HTTP_429_RETRY_AFTER,
  /// HTTP 429 with an error object that says the seconds to wait, as Infura does.
  HTTP_429_BACKOFF,
  /// HTTP 200 with an error object.
  JSON_RPC;

  /// The style of a name such as `http-429`.
  public static Optional<ThrottleStyle> named(String name) {
    return Arrays.stream(values()).filter(style -> style.text().equalsIgnoreCase(name))
        .findFirst();
  }

  /// All names.
  public static List<String> names() {
    return Arrays.stream(values()).map(ThrottleStyle::text).toList();
  }

  /// The name, e.g. `http-429-retry-after`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
