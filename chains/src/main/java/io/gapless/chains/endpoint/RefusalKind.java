package io.gapless.chains.endpoint;

/// The kinds of [Refusal], to count them by.
public enum RefusalKind {
  /// [Refusal.SpanCap].
  SPAN_CAP,
  /// [Refusal.Density].
  DENSITY,
  /// [Refusal.TooManyAddresses].
  TOO_MANY_ADDRESSES,
  /// [Refusal.Billing].
  BILLING,
  /// [Refusal.Throttled].
  THROTTLED,
  /// [Refusal.BadBlockTag].
  BAD_BLOCK_TAG,
  /// [Refusal.MissingData].
  MISSING_DATA,
  /// [Refusal.Timeout].
  TIMEOUT,
  /// [Refusal.Unsupported].
  UNSUPPORTED,
  /// [Refusal.Auth].
  AUTH,
  /// [Refusal.ServerFault].
  SERVER_FAULT,
  /// [Refusal.BadAnswer].
  BAD_ANSWER,
  /// [Refusal.Unknown].
  UNKNOWN;

  /// The kind of a refusal.
  public static RefusalKind of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.SpanCap _ -> SPAN_CAP;
      case Refusal.Density _ -> DENSITY;
      case Refusal.TooManyAddresses _ -> TOO_MANY_ADDRESSES;
      case Refusal.Billing _ -> BILLING;
      case Refusal.Throttled _ -> THROTTLED;
      case Refusal.BadBlockTag _ -> BAD_BLOCK_TAG;
      case Refusal.MissingData _ -> MISSING_DATA;
      case Refusal.Timeout _ -> TIMEOUT;
      case Refusal.Unsupported _ -> UNSUPPORTED;
      case Refusal.Auth _ -> AUTH;
      case Refusal.ServerFault _ -> SERVER_FAULT;
      case Refusal.BadAnswer _ -> BAD_ANSWER;
      case Refusal.Unknown _ -> UNKNOWN;
    };
  }
}
