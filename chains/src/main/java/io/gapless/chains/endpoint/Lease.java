package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;

/// The right to send one request to an endpoint, now. Say what came of it with [#report]; closed
/// without a word (an interrupt, a bug) it counts for nothing. For one thread.
///
/// @param <C> the client that sends it
public final class Lease<C> implements AutoCloseable {

  private final EndpointPool<C> pool;
  private final PoolMember<C> member;
  private Wanted wanted;
  private final long sentAt;
  private boolean returned;

  Lease(EndpointPool<C> pool, PoolMember<C> member, Wanted wanted, long sentAt) {
    this.pool = pool;
    this.member = member;
    this.wanted = wanted;
    this.sentAt = sentAt;
  }

  /// The client to ask.
  public C client() {
    return member.client();
  }

  /// Whom it asks.
  public Endpoint endpoint() {
    return member.endpoint();
  }

  /// Tells how many calls the request holds, before it is sent, where that was not known when it was
  /// asked for.
  public Lease<C> ofCalls(int calls) {
    pool.charge(member, calls - wanted.calls());
    wanted = wanted.withCalls(calls);
    return this;
  }

  /// Tells how the request ended, and passes the answer on.
  public <T> Answer<T> report(Answer<T> answer) {
    return report(answer, 0, Load.NORMAL);
  }

  /// The same with how large the answer was, and what the server said of its load in it. Endpoints
  /// that limit bytes per second are paced by these sizes.
  ///
  /// @param bytes of the answer, 0 where nothing came
  public <T> Answer<T> report(Answer<T> answer, long bytes, Load load) {
    if (!returned) {
      returned = true;
      pool.ended(member, wanted, sentAt, answer, bytes, load);
    }
    return answer;
  }

  /// Tells that the endpoint gave something that happened in the range's first block or, which is as
  /// good for all practical purposes, in the range: it has not thrown away what is that old.
  public void provedHistory(BlockRange range) {
    pool.provedHistory(member, range);
  }

  @Override
  public void close() {
    if (!returned) {
      returned = true;
      pool.cancelled(member);
    }
  }
}
