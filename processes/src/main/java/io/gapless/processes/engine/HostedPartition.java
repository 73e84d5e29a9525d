package io.gapless.processes.engine;

import io.gapless.processes.core.Rows;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A partition of the log whose state lies here: who reads it waits here until it is new enough.
final class HostedPartition {

  private final int partition;
  private final Rows rows;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition applied = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long position = -1;
  private volatile boolean live;
  private volatile boolean gone;

  HostedPartition(int partition, Rows rows) {
    this.partition = partition;
    this.rows = rows;
  }

  int partition() {
    return partition;
  }

  /// The state; may be read while commands are applied.
  Rows rows() {
    return rows;
  }

  /// Offset of the last command that was applied; −1: nothing yet.
  long position() {
    return position;
  }

  /// Whether all is applied that was in the log when the partition came here: before, steps and timers
  /// may already have been dealt with further on in the log.
  boolean isLive() {
    return live;
  }

  void becomeLive() {
    live = true;
  }

  void applied(long offset) {
    position = offset;
    wake();
  }

  /// The partition went elsewhere.
  void leave() {
    gone = true;
    wake();
  }

  boolean isGone() {
    return gone;
  }

  /// Waits for the next change, or until this is over.
  ///
  /// @param seen position that is known already
  void awaitChange(long seen, Duration longest) throws InterruptedException {
    waiting.incrementAndGet();
    lock.lock();
    try {
      long left = longest.toNanos();
      while (position == seen && !gone && left > 0) {
        left = applied.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        if (left <= 0) {
          return;
        }
      }
    } finally {
      lock.unlock();
      waiting.decrementAndGet();
    }
  }

  private void wake() {
    if (waiting.get() > 0) {
      lock.lock();
      try {
        applied.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
