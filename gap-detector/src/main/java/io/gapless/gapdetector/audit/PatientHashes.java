package io.gapless.gapdetector.audit;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Collects hashes for as long as there is patience: what was not told by then is left out.
final class PatientHashes {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int ROUNDS = 5;

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
  /// does, and all of them again where a refusal may pass; empty where none does.
  static <C, T> Optional<T> ask(EndpointPool<C> pool, BlockRange blocks, Question<C, T> question)
      throws InterruptedException {
    var refused = new HashSet<Endpoint>();
    boolean mayPass = false;
    for (int round = 1; round <= ROUNDS;) {
      var granted = pool.acquire(Wanted.blocks(blocks).without(refused));
      if (granted.isEmpty()) {
        if (!mayPass) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE.multipliedBy(round++));
        refused.clear();
        mayPass = false;
        continue;
      }
      try (var lease = granted.get()) {
        switch (lease.report(question.to(lease.client()))) {
          case Answer.Value<T>(T value) -> {
            return Optional.of(value);
          }
          case Answer.Refused<T>(Refusal refusal) -> {
            refused.add(lease.endpoint());
            mayPass |= mayPass(refusal);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean mayPass(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Throttled _,Refusal.Timeout _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          true;
      case Refusal.MissingData(var where, var _) -> where != Refusal.Missing.PRUNED;
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.BadBlockTag _,Refusal.Unsupported _,Refusal.Auth _ ->
          false;
    };
  }
}
