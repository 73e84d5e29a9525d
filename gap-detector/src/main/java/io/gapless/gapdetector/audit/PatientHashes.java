package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Wanted;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  /// Asks a node.
  @FunctionalInterface
  interface Question<C, T> {
    Answer<T> to(C node) throws InterruptedException;
  }

  /// What one of the pool's nodes answers about the blocks, each asked after the other until one
  /// does; empty where none does.
  static <C, T> Optional<T> ask(EndpointPool<C> pool, BlockRange blocks, Question<C, T> question)
      throws InterruptedException {
    var wanted = Wanted.blocks(blocks);
    while (true) {
      var granted = pool.acquire(wanted);
      if (granted.isEmpty()) {
        return Optional.empty();
      }
      try (var lease = granted.get()) {
        if (lease.report(question.to(lease.client())) instanceof Answer.Value<T>(T value)) {
          return Optional.of(value);
        }
        wanted = wanted.without(lease.endpoint());
      }
    }
  }
}
