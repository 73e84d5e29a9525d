package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Refusal;
import java.util.Locale;

/// How many calls an endpoint takes in one request, as learned from what it refuses.
final class BatchLimit {

  private static final int SMALLEST_THROTTLED = 8;

  private volatile int max;
  private volatile boolean proven;

  BatchLimit(int max) {
    this.max = max;
  }

  int max() {
    return max;
  }

  /// A batch was answered as a batch.
  void worked() {
    proven = true;
  }

  /// A batch of this size was refused while its calls alone, or a smaller one, may pass.
  void refused(int size) {
    max = Math.min(max, size <= 3 ? size - 1 : size / 2);
  }

  /// Members of a batch of this size were throttled while others were answered: smaller ones fit the
  /// rate better, and very small ones would only cost more requests.
  void throttled(int size) {
    max = Math.min(max, Math.max(SMALLEST_THROTTLED, size / 2));
  }

  /// Whether the words say that it is the batch that was refused, and not what was asked in it.
  static boolean blames(Refusal refusal) {
    // geth caps the answer to a batch, and not the answer to a single call
    return refusal.said().text().toLowerCase(Locale.ROOT).contains("batch")
        || refusal.said().code().orElse(0) == -32003;
  }

  /// Whether it may be the batch that was refused, on an endpoint that has not yet answered one.
  boolean suspects(Refusal refusal) {
    return blames(refusal) || (!proven && refusal.said().httpStatus() != 0 && switch (refusal) {
      case Refusal.Unknown _,Refusal.Unsupported _,Refusal.BadAnswer _,Refusal.ServerFault _,Refusal.BadBlockTag _ ->
          true;
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.Throttled _,Refusal.MissingData _,Refusal.Timeout _,Refusal.Auth _ ->
          false;
    });
  }
}
