package io.gapless.gapdetector.audit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Collects hashes for as long as there is patience: what was not told by then is left out.
final class PatientHashes {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private PatientHashes() {}

  /// Puts hashes where they are collected, by block.
  @FunctionalInterface
  interface Asking {
    void into(Map<Long, String> hashes) throws InterruptedException;
  }

  static Map<Long, String> of(Asking asking) throws InterruptedException {
    var hashes = new ConcurrentHashMap<Long, String>();
    var asker = Thread.ofVirtual().name("chain-hashes").start(() -> {
      try {
        asking.into(hashes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      var _ = asker.join(PATIENCE);
    } finally {
      asker.interrupt();
    }
    asker.join();
    return Map.copyOf(hashes);
  }
}
