package io.gapless.planner.chain;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/// A chain whose blocks' times are computed, and which counts what it is asked.
public final class FakeChain implements ChainClock {

  private final long head;
  private final LongUnaryOperator seconds;
  private volatile OptionalLong finalized;
  private volatile boolean down;
  private long questions;
  private volatile long first;
  private final ChainClock search = new HeadersClock(new Headers() {
    @Override
    public long oldest() {
      return first;
    }

    @Override
    public long newest() {
      return head;
    }

    @Override
    public OptionalLong finalized() {
      return finalized;
    }

    @Override
    public long seconds(long block) {
      return ask(block);
    }
  });

  /// @param seconds a block's time in seconds since 1970, never less than that of the block before
  public FakeChain(long head, LongUnaryOperator seconds) {
    this.head = head;
    this.seconds = seconds;
    this.finalized = OptionalLong.of(Math.max(0, head - 10));
  }

  /// A chain with a block every `seconds` from `start` on.
  public static FakeChain steady(long head, Instant start, long seconds) {
    return new FakeChain(head, block -> start.getEpochSecond() + block * seconds);
  }

  /// Has no block before this one from now on.
  public FakeChain from(long block) {
    first = block;
    return this;
  }

  /// Knows no finalized block from now on.
  public FakeChain withoutFinalized() {
    finalized = OptionalLong.empty();
    return this;
  }

  /// Answers nothing, or again.
  public void down(boolean isDown) {
    down = isDown;
  }

  /// Headers asked for so far.
  public synchronized long questions() {
    return questions;
  }

  @Override
  public long first() throws InterruptedException {
    requireUp();
    return search.first();
  }

  @Override
  public long head() throws InterruptedException {
    requireUp();
    return search.head();
  }

  @Override
  public OptionalLong finalized() throws InterruptedException {
    requireUp();
    return search.finalized();
  }

  @Override
  public Instant timeOf(long block) throws InterruptedException {
    requireUp();
    return search.timeOf(block);
  }

  @Override
  public OptionalLong firstAtOrAfter(Instant time) throws InterruptedException {
    requireUp();
    return search.firstAtOrAfter(time);
  }

  private synchronized long ask(long block) {
    if (block < first || block > head) {
      throw new IllegalArgumentException("no block " + block);
    }
    questions++;
    return seconds.applyAsLong(block);
  }

  private void requireUp() {
    if (down) {
      throw new ChainUnavailableException("no endpoint told: node#0 said: down");
    }
  }
}
