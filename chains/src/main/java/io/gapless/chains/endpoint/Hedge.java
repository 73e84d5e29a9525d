package io.gapless.chains.endpoint;

import io.gapless.chains.endpoint.Attempt.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One question that is put to a second endpoint where the first is slow. The first usable answer
/// counts, and who still asks then is interrupted. For one thread, once.
///
/// @param <C> the client that asks
/// @param <T> what is asked for
final class Hedge<C, T> implements AutoCloseable {

  private final Attempt<C, T> attempt;
  private final List<Thread> asking = new ArrayList<>();
  private final BlockingQueue<End<T>> ends = new LinkedBlockingQueue<>();

  /// How an attempt ended.
  private sealed interface End<T> {}

  private record Returned<T>(Answered<T> answered) implements End<T> {}

  private record Failed<T>(RuntimeException bug) implements End<T> {}

  private Hedge(Attempt<C, T> attempt) {
    this.attempt = attempt;
  }

  /// Asks with the lease, and another endpoint of the pool where that takes long.
  static <C, T> Answered<T> ask(EndpointPool<C> pool, Lease<C> lease, Wanted wanted,
      Attempt<C, T> attempt) throws InterruptedException {
    Endpoint endpoint = lease.endpoint();
    OptionalLong slow = pool.slowNanos(endpoint);
    if (slow.isEmpty()) {
      try (lease) {
        return new Answered<>(endpoint, attempt.ask(lease));
      }
    }
    try (var hedge = new Hedge<>(attempt)) {
      hedge.start(lease);
      Optional<Answered<T>> early = hedge.within(slow.getAsLong());
      if (early.isPresent()) {
        return early.get();
      }
      pool.tryAcquire(wanted.without(endpoint)).ifPresent(hedge::start);
      return hedge.decided();
    }
  }

  private void start(Lease<C> lease) {
    asking.add(Thread.ofVirtual().name("ask-" + lease.endpoint()).start(() -> {
      try (lease) {
        ends.add(new Returned<>(new Answered<>(lease.endpoint(), attempt.ask(lease))));
      } catch (InterruptedException e) {
        // Another was faster, or nobody wants to know any more.
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        ends.add(new Failed<>(e));
      }
    }));
  }

  /// The first attempt's answer, if it comes in time.
  private Optional<Answered<T>> within(long nanos) throws InterruptedException {
    End<T> end = ends.poll(nanos, TimeUnit.NANOSECONDS);
    if (end == null) {
      return Optional.empty();
    }
    return Optional.of(answered(end));
  }

  /// The first usable answer, or the last refusal where all refused.
  private Answered<T> decided() throws InterruptedException {
    Answered<T> answered = answered(ends.take());
    for (int left = asking.size() - 1; left > 0 && !isUsable(answered); left--) {
      answered = answered(ends.take());
    }
    return answered;
  }

  private boolean isUsable(Answered<T> answered) {
    return answered.answer() instanceof Answer.Value<T>;
  }

  private Answered<T> answered(End<T> end) {
    return switch (end) {
      case Returned<T>(Answered<T> answered) -> answered;
      case Failed<T>(RuntimeException bug) -> throw bug;
    };
  }

  @Override
  public void close() {
    asking.forEach(Thread::interrupt);
  }
}
