package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/// Batches of one table on their way into it together, on a thread of its own until the table has
/// them for sure.
///
/// Attempts of one insert have one token, which the server stores once; but one that was killed in
/// the middle of it can remember the token without having kept every row. So wherever an insert may
/// have been begun before (by a sink that died, or by an attempt that got no answer), the rows are
/// looked for, and batches that are short of any are inserted under a new token; the table merges
/// what is then there twice.
final class Insert {

  private static final Logger log = LoggerFactory.getLogger(Insert.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Dataset dataset;
  private final List<Batch> batches;
  private final Tables tables;
  private final List<Batch> wanted;
  private final Future<Done> done;
  private boolean repeated;

  /// @param lookedFor batches of which rows may have been there before
  /// @param mended those of them that were short of some
  private record Done(List<Batch> lookedFor, List<Batch> mended) {}

  private Insert(List<Batch> batches, Tables tables, ExecutorService threads) {
    dataset = batches.getFirst().dataset();
    this.batches = List.copyOf(batches);
    this.tables = tables;
    wanted = new ArrayList<>(batches);
    done = threads.submit(this::untilThere);
  }

  /// Begins to insert batches of one table; those that were begun before come without others.
  static Insert start(List<Batch> batches, Tables tables, ExecutorService threads) {
    return new Insert(batches, tables, threads);
  }

  boolean isDone() {
    return done.isDone();
  }

  /// What was done for one of its batches.
  ///
  /// @throws SinkException if the table refuses the rows for good
  SinkCounts counts(Batch batch) {
    try {
      var all = done.get();
      return new SinkCounts(batch.count(), 1, all.lookedFor.contains(batch) ? 1 : 0,
          all.mended.contains(batch) ? 1 : 0, batch.unreadable());
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw cause instanceof SinkException known
          ? known
          : new SinkException("cannot insert into " + dataset.table()
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

  /// Says that nobody here waits for a batch any more: its intent stays for the next owner. It is
  /// tried no longer once that is so for all.
  void abandon(Batch batch) {
    wanted.remove(batch);
    if (wanted.isEmpty()) {
      done.cancel(true);
    }
  }

  private Done untilThere() throws InterruptedException {
    boolean takenOver = batches.getFirst().recovered();
    if (!takenOver && insert(batches)) {
      return new Done(List.of(), List.of());
    }
    var missing = incomplete(batches);
    var mended = missing;
    while (!missing.isEmpty()) {
      // as long as attempts go unanswered, each may have left a part
      missing = insert(missing) ? List.of() : incomplete(missing);
    }
    return new Done(batches, mended);
  }

  /// Inserts batches under a token of their own.
  ///
  /// @return whether an attempt before the last one cannot have left anything behind
  private boolean insert(List<Batch> together) throws InterruptedException {
    var token = UUID.randomUUID().toString();
    var rows = together.stream().map(Batch::rows).toList();
    repeated = false;
    return retrying(() -> tables.insert(dataset, rows, token)) && !repeated;
  }

  /// Those that the table does not have all rows of.
  private List<Batch> incomplete(List<Batch> looked) throws InterruptedException {
    var incomplete = new ArrayList<Batch>();
    for (var batch : looked) {
      long missing = retrying(() -> tables.missing(dataset, batch.rows()));
      if (missing == 0) {
        log.info("a taken-over batch of {}: all {} rows are there", dataset.table(),
            batch.count());
      } else {
        log.info("mends a taken-over batch of {}: {} of {} rows are missing, will insert it again",
            dataset.table(), missing, batch.count());
        incomplete.add(batch);
      }
    }
    return incomplete;
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
        log.warn("{}: {} rows not inserted, will try again in {} ms: {}", dataset.table(),
            batches.stream().mapToInt(Batch::count).sum(), pause.toMillis(), e.getMessage());
        Thread.sleep(pause);
      }
    }
  }
}
