package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The endpoints of one chain, and who of them is asked next: one that is not known to lack the
/// blocks, whose circuit is closed and which may be asked now, and among those the one that is
/// expected to answer first. Requests wait their turn, first come, first served. For any thread;
/// waiting is meant for virtual ones. Several keys for one host are several endpoints.
///
/// @param <C> the client of an endpoint
public final class EndpointPool<C> {

  private final ReentrantLock lock = new ReentrantLock();
  private final List<PoolMember<C>> members;
  private final Deque<Waiter<C>> waiters = new ArrayDeque<>();
  private final UnknownWords unknownWords = new UnknownWords();
  private final LongSupplier nanoClock;

  /// A pool of these endpoints, each with its client.
  ///
  /// @param nanoClock a monotonic clock such as [System#nanoTime]
  public EndpointPool(Map<Endpoint, C> clients, GovernorSettings settings, LongSupplier nanoClock) {
    if (clients.isEmpty()) {
      throw new IllegalArgumentException("no endpoints");
    }
    this.nanoClock = nanoClock;
    members = clients.entrySet().stream()
        .map(entry -> new PoolMember<>(
            entry.getKey(), entry.getValue(), new Governor(settings, nanoClock.getAsLong())))
        .toList();
  }

  /// Waits until an endpoint may be asked for what is wanted. Empty where waiting would not help:
  /// all that are left are excluded, parked, or known to lack the blocks.
  public Optional<Lease<C>> acquire(Wanted wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var waiter = new Waiter<C>(wanted, lock.newCondition());
      waiters.addLast(waiter);
      awaitTurn(waiter);
      return Optional.ofNullable(waiter.lease);
    } finally {
      lock.unlock();
    }
  }

  private void awaitTurn(Waiter<C> waiter) throws InterruptedException {
    try {
      long wait = serve(true);
      while (!waiter.done) {
        // The first in the queue watches the clock for all.
        if (waiters.peekFirst() == waiter && wait != Long.MAX_VALUE) {
          waiter.turn.awaitNanos(wait);
        } else {
          waiter.turn.await();
        }
        wait = waiter.done ? 0 : serve(false);
      }
    } catch (InterruptedException e) {
      waiters.remove(waiter);
      if (waiter.lease != null) {
        waiter.lease.close();
      }
      wakeFirst();
      throw e;
    }
  }

  /// Gives leases to waiters in their order, as far as endpoints may be asked now. Returns how long
  /// until it is worth trying again.
  ///
  /// @param hopeless whether to look for waiters for whom waiting has become of no use, too
  private long serve(boolean hopeless) {
    long now = nanoClock.getAsLong();
    long soonest = Long.MAX_VALUE;
    for (Iterator<Waiter<C>> queue = waiters.iterator(); queue.hasNext();) {
      Waiter<C> waiter = queue.next();
      soonest = Math.min(soonest, serve(waiter, now));
      if (waiter.done) {
        queue.remove();
        waiter.turn.signal();
      } else if (!hopeless && nobodyIsReady(now)) {
        break;
      }
    }
    wakeFirst();
    return soonest;
  }

  private boolean nobodyIsReady(long now) {
    return members.stream().allMatch(member -> member.governor().waitNanos(now) > 0);
  }

  private long serve(Waiter<C> waiter, long now) {
    PoolMember<C> best = null;
    boolean hope = false;
    long soonest = Long.MAX_VALUE;
    for (PoolMember<C> member : members) {
      if (!member.mayServe(waiter.wanted, now)) {
        continue;
      }
      hope = true;
      long wait = member.waitNanos(waiter.wanted, now);
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
      } else if (best == null
          || member.governor().expectedNanos() < best.governor().expectedNanos()) {
        best = member;
      }
    }
    if (best != null) {
      best.governor().sent(now);
      waiter.lease = new Lease<>(this, best, waiter.wanted, now);
    }
    waiter.done = best != null || !hope;
    return soonest;
  }

  private void wakeFirst() {
    Waiter<C> first = waiters.peekFirst();
    if (first != null) {
      first.turn.signal();
    }
  }

  void ended(PoolMember<C> member, Wanted wanted, long sentAt, Answer<?> answer) {
    lock.lock();
    try {
      member.ended(wanted, sentAt, nanoClock.getAsLong(), answer);
      serve(answer instanceof Answer.Refused<?>);
    } finally {
      lock.unlock();
    }
    if (answer instanceof Answer.Refused<?>(Refusal.Unknown unknown)) {
      unknownWords.report(member.endpoint(), unknown.said());
    }
  }

  void cancelled(PoolMember<C> member) {
    lock.lock();
    try {
      member.governor().cancelled();
      serve(false);
    } finally {
      lock.unlock();
    }
  }

  void provedHistory(PoolMember<C> member, BlockRange range) {
    lock.lock();
    try {
      member.history().served(range);
    } finally {
      lock.unlock();
    }
  }

  /// Whether the endpoint has shown that it has what happened in this block: it gave something of
  /// it, or of an older one. Until then an empty answer may come from a node that threw the block
  /// away.
  public boolean hasShownHistory(Endpoint endpoint, long block) {
    lock.lock();
    try {
      return members.stream()
          .filter(member -> member.endpoint().equals(endpoint))
          .anyMatch(member -> member.history().lowestServed().orElse(Long.MAX_VALUE) <= block);
    } finally {
      lock.unlock();
    }
  }

  /// Whom it may ask, in the order given.
  public List<Endpoint> endpoints() {
    return members.stream().map(PoolMember::endpoint).toList();
  }

  /// How every endpoint does now.
  public List<EndpointStatus> snapshot() {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      return members.stream().map(member -> member.status(now)).toList();
    } finally {
      lock.unlock();
    }
  }

  /// How many requests wait for an endpoint: the demand that is not met.
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  private static final class Waiter<C> {
    private final Wanted wanted;
    private final Condition turn;
    private boolean done;
    private @Nullable Lease<C> lease;

    Waiter(Wanted wanted, Condition turn) {
      this.wanted = wanted;
      this.turn = turn;
    }
  }
}
