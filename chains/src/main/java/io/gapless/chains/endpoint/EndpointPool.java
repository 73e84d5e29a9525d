package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The endpoints of one chain, and who of them is asked next: one that is not known to lack the
/// blocks, whose circuit is closed and which may be asked now, and among those the one that is
/// expected to answer first. Requests wait their turn, first come, first served. For any thread;
/// waiting is meant for virtual ones. Several keys for one host are several endpoints.
///
/// @param <C> the client of an endpoint
public final class EndpointPool<C> {

  private final ReentrantLock lock = new ReentrantLock();
  /// Changed under the lock, read by anybody.
  private final List<PoolMember<C>> members = new CopyOnWriteArrayList<>();
  private final Deque<Waiter<C>> waiters = new ArrayDeque<>();
  private final UnknownWords unknownWords = new UnknownWords();
  private final GovernorSettings settings;
  private final LongSupplier nanoClock;
  private final String id = UUID.randomUUID().toString();

  /// A pool of these endpoints, each with its client.
  ///
  /// @param nanoClock a monotonic clock such as [System#nanoTime]
  public EndpointPool(Map<Endpoint, C> clients, GovernorSettings settings, LongSupplier nanoClock) {
    if (clients.isEmpty()) {
      throw new IllegalArgumentException("no endpoints");
    }
    this.settings = settings;
    this.nanoClock = nanoClock;
    clients.forEach((endpoint, client) -> members.add(member(endpoint, client)));
  }

  private PoolMember<C> member(Endpoint endpoint, C client) {
    return new PoolMember<>(endpoint, client, new Governor(settings, nanoClock.getAsLong()));
  }

  /// Takes one more endpoint; one that it has already is left as it is.
  public void add(Endpoint endpoint, C client) {
    lock.lock();
    try {
      if (members.stream().noneMatch(member -> member.endpoint().equals(endpoint))) {
        members.add(member(endpoint, client));
        serve(true);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until an endpoint may be asked for what is wanted. Empty where waiting would not help:
  /// all that are left are excluded, parked, or known to lack the blocks.
  public Optional<Lease<C>> acquire(Wanted wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var waiter = new Waiter<C>(wanted, nanoClock.getAsLong(), lock.newCondition());
      waiters.addLast(waiter);
      awaitTurn(waiter);
      return Optional.ofNullable(waiter.lease);
    } finally {
      lock.unlock();
    }
  }

  /// Puts a question to an endpoint that has what is wanted. With [GovernorSettings#hedge], where it
  /// takes longer than 19 of 20 answers of this endpoint did, and another may be asked now, that one
  /// is asked too: the first usable answer counts, the other attempt is interrupted and its request
  /// stays counted. Empty as [#acquire] is.
  public <T> Optional<Attempt.Answered<T>> ask(Wanted wanted, Attempt<C, T> attempt)
      throws InterruptedException {
    Optional<Lease<C>> lease = acquire(wanted);
    return lease.isEmpty()
        ? Optional.empty()
        : Optional.of(Hedge.ask(this, lease.get(), wanted, attempt));
  }

  /// The same with a lease that was acquired before.
  public <T> Attempt.Answered<T> ask(Lease<C> lease, Wanted wanted, Attempt<C, T> attempt)
      throws InterruptedException {
    return Hedge.ask(this, lease, wanted, attempt);
  }

  /// Whether slow questions are put to a second endpoint.
  public boolean hedges() {
    return settings.hedge();
  }

  /// How long a question to the endpoint takes before another is asked too; empty for never.
  OptionalLong slowNanos(Endpoint endpoint) {
    if (!settings.hedge()) {
      return OptionalLong.empty();
    }
    lock.lock();
    try {
      return members.stream().filter(member -> member.endpoint().equals(endpoint)).findFirst()
          .map(member -> member.latencies().slow()).orElse(OptionalLong.empty());
    } finally {
      lock.unlock();
    }
  }

  /// A lease now or none; those who wait come first.
  Optional<Lease<C>> tryAcquire(Wanted wanted) {
    lock.lock();
    try {
      var waiter = new Waiter<C>(wanted, nanoClock.getAsLong(), lock.newCondition());
      if (waiters.isEmpty()) {
        serve(waiter, nanoClock.getAsLong());
      }
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
      if (!member.mayServe(waiter.wanted, waiter.since, now)) {
        continue;
      }
      hope = true;
      long wait = member.waitNanos(waiter.wanted, waiter.since, now);
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
      } else if (best == null
          || member.governor().expectedNanos() < best.governor().expectedNanos()) {
        best = member;
      }
    }
    if (best != null) {
      best.governor().sent(waiter.wanted.calls(), now);
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

  void ended(PoolMember<C> member, Wanted wanted, long sentAt, Answer<?> answer, long bytes,
      Load load) {
    lock.lock();
    try {
      member.ended(wanted, sentAt, nanoClock.getAsLong(), answer, bytes, load);
      serve(answer instanceof Answer.Refused<?>);
    } finally {
      lock.unlock();
    }
    if (answer instanceof Answer.Refused<?>(Refusal.Unknown unknown)) {
      unknownWords.report(member.endpoint(), unknown.said());
    }
  }

  void charge(PoolMember<C> member, int calls) {
    lock.lock();
    try {
      member.governor().charge(calls, nanoClock.getAsLong());
    } finally {
      lock.unlock();
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

  /// Takes which blocks the endpoint says it has, now and whenever it says so again: it is asked for
  /// nothing that is not wholly in one of the ranges. Who wants blocks that come next waits some
  /// seconds for further word. What it refuses as missing all the same it lacks for some minutes.
  /// An endpoint that the pool does not have is not concerned.
  public void knowsHistory(Endpoint endpoint, List<BlockRange> ranges) {
    lock.lock();
    try {
      members.stream().filter(member -> member.endpoint().equals(endpoint))
          .forEach(member -> member.history().claims(ranges));
      serve(true);
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

  /// Tells it from the pools of other processes, which have budgets of their own.
  public String id() {
    return id;
  }

  /// Takes this process's part of what an endpoint allows; other endpoints are not concerned, nor is
  /// an endpoint that the pool does not have.
  ///
  /// @param endpoint its public name
  public void share(String endpoint, FleetShares.Share share) {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      members.stream().filter(member -> member.endpoint().name().equals(endpoint))
          .forEach(member -> member.governor().share(share, now));
      serve(false);
    } finally {
      lock.unlock();
    }
  }

  /// Whom it may ask, in the order given.
  public List<Endpoint> endpoints() {
    return members.stream().map(PoolMember::endpoint).toList();
  }

  /// The hosts of its endpoints: answers of two hosts do not come from the same node.
  public Set<String> hosts() {
    return members.stream().map(member -> member.endpoint().host())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The endpoints on any of these hosts.
  public Set<Endpoint> onHosts(Set<String> hosts) {
    return members.stream().map(PoolMember::endpoint)
        .filter(endpoint -> hosts.contains(endpoint.host()))
        .collect(Collectors.toUnmodifiableSet());
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
    private final long since;
    private final Condition turn;
    private boolean done;
    private @Nullable Lease<C> lease;

    Waiter(Wanted wanted, long since, Condition turn) {
      this.wanted = wanted;
      this.since = since;
      this.turn = turn;
    }
  }
}
