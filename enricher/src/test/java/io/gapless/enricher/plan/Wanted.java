package io.gapless.enricher.plan;

import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.WantedTransaction;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Transactions for tests.
final class Wanted {

  private Wanted() {}

  /// The n-th of a block.
  static WantedTransaction of(long block, int n) {
    return new WantedTransaction(block, Instant.ofEpochSecond(block), hash(block, -1),
        hash(block, n));
  }

  static Hash32 hash(long block, int n) {
    return new Hash32(ByteBuffer.allocate(32).putLong(0, block).putInt(28, n).array());
  }
}
