package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One batch on its way into its table, on a thread of its own until the table has it for sure.
///
/// A server killed in the middle of an insert can remember the token without having kept every
/// part. So wherever an insert may have been begun before (by a sink that died, or by an attempt
/// that got no answer), the rows are looked for, and what is short is inserted under a new token;
/// the table merges what is then there twice.
final class Insert {

  private static final Logger log = LoggerFactory.getLogger(Insert.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Batch batch;
  private final Tables tables;
  private final Future<SinkCounts> done;
  private boolean repeated;
  private boolean lookedFor;

  private Insert(Batch batch, Tables tables, ExecutorService threads) {
    this.batch = batch;
    this.tables = tables;
    repeated = batch.recovered();
    done = threads.submit(this::untilThere);
  }

  /// Begins to insert a batch.
  static Insert start(Batch batch, Tables tables, ExecutorService threads) {
    return new Insert(batch, tables, threads);
  }

  Batch batch() {
    return batch;
  }

  boolean isDone() {
    return done.isDone();
  }

  /// What was done.
  ///
  /// @throws SinkException if the table refuses the rows for good
  SinkCounts counts() {
    try {
      return done.get();
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof SinkException known
          ? known
          : new SinkException("cannot insert into " + batch.dataset().table()
              + ", the rows stay on their topic: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SinkException("interrupted while inserting", e);
    }
  }

  /// Waits for it to succeed.
  ///
  /// @return whether it did in time
  boolean succeedsWithin(Duration patience) {
    try {
      done.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | CancellationException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Tries no longer; the intent stays for the next owner.
  void abandon() {
    done.cancel(true);
  }

  private SinkCounts untilThere() throws InterruptedException {
    boolean mended = insert(batch.token());
    if (mended) {
      while (insert(UUID.randomUUID().toString())) {
        // as long as attempts go unanswered, each may have left a part
      }
    }
    return new SinkCounts(batch.count(), 1, lookedFor ? 1 : 0, mended ? 1 : 0,
        batch.unreadable());
  }

  /// Inserts under a token.
  ///
  /// @return whether rows are missing all the same
  private boolean insert(String token) throws InterruptedException {
    boolean once = retrying(() -> tables.insert(batch.dataset(), batch.rows(), token));
    if (once && !repeated) {
      return false;
    }
    repeated = false;
    lookedFor = true;
    long missing = retrying(() -> tables.missing(batch.dataset(), batch.rows()));
    if (missing > 0) {
      log.info("mends a taken-over batch of {}: {} of {} rows are missing though their insert is"
          + " remembered, will insert them again under a new token", batch.dataset().table(),
          missing, batch.count());
    } else {
      log.info("a taken-over batch of {}: all {} rows are there", batch.dataset().table(),
          batch.count());
    }
    return missing > 0;
  }

  private <T> T retrying(Supplier<T> step) throws InterruptedException {
    for (var pause = FIRST_PAUSE;; pause = pause.multipliedBy(2)) {
      try {
        return step.get();
      } catch (ClickHouseUnavailableException e) {
        if (!Fault.isPassing(e)) {
          throw e;
        }
        repeated = true;
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        log.warn("{}: {} rows not inserted, will try again in {} ms: {}", batch.dataset().table(),
            batch.count(), pause.toMillis(), e.getMessage());
        Thread.sleep(pause);
      }
    }
  }
}
