package io.gapless.processes.engine;

import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.core.Moment;
import io.gapless.processes.core.Rows;
import io.gapless.processes.core.TableUnavailableException;
import io.gapless.schemas.record.StoredProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/// Reads of processes that another engine owns, from the copy of their state that lies here.
///
/// How far a copy is says a row in it, the newest command that was applied; how old it is then, the
/// ends of the log that were seen. A copy of which that is not known is not read: it may lie before
/// what was compacted in the store's changelog, and then the rows that reach it are no longer in the
/// order in which they were written, on which [Moment] relies.
final class StandbyReads {

  /// An engine keeps its partitions for longer than this, though nothing is heard of it.
  private static final Duration UNREPLACED = EngineConfig.SESSION.minusSeconds(1);

  private final Copies copies;
  private final LogEnds ends;
  private final LongSupplier clock;
  private final EngineMetrics metrics;

  /// Where copies are.
  interface Copies {
    /// The copy of a partition's state that lies here, if it can be read.
    Optional<Rows> of(int partition);
  }

  /// @param ends that were seen
  /// @param clock in nanoseconds, as the ends have it
  StandbyReads(Copies copies, LogEnds ends, LongSupplier clock, EngineMetrics metrics) {
    this.copies = copies;
    this.ends = ends;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// Reads a process as it was at one moment. Empty if a copy is not what is wanted, or there is none
  /// that is new enough, or the process is changing just now: whoever owns it has to be asked.
  ///
  /// @param own offset that all which callers here were told is up to
  /// @throws io.gapless.processes.ProcessException if there is no such process
  <T> Optional<T> read(ProcessId id, int partition, Freshness freshness, long own,
      BiFunction<Rows, StoredProcess, T> reading) {
    return switch (freshness) {
      case Freshness.OwnWrites _ -> Optional.empty();
      case Freshness.AtLeast(var position) -> read(id, partition,
          position.partition() == partition ? Math.max(own, position.offset()) : own,
          LogEnds.LONGEST, reading);
      case Freshness.AtMost(var staleness) -> read(id, partition, -1, staleness, reading);
    };
  }

  /// Whether the state of a partition that this engine owns is new enough. It is, unless the engine was
  /// stopped for so long that another one may own the partition by now.
  ///
  /// @param position offset of the last command that is in it
  boolean isNewEnough(int partition, long position, Freshness freshness) {
    return switch (freshness) {
      case Freshness.OwnWrites _,Freshness.AtLeast _ -> true;
      case Freshness.AtMost(var staleness) -> ends.age(partition, position, clock.getAsLong())
          .filter(age -> age.compareTo(staleness) < 0 || age.compareTo(UNREPLACED) < 0)
          .isPresent();
    };
  }

  private <T> Optional<T> read(ProcessId id, int partition, long wanted, Duration oldest,
      BiFunction<Rows, StoredProcess, T> reading) {
    boolean isHit = false;
    try {
      var rows = copies.of(partition).orElse(null);
      if (rows == null) {
        return Optional.empty();
      }
      var moment = Moment.of(rows, id);
      var age = ends.age(partition, moment.position(), clock.getAsLong());
      if (moment.position() < wanted || age.isEmpty() || age.get().compareTo(oldest) >= 0) {
        return Optional.empty();
      }
      isHit = true; // so is that there is no such process
      var result = LocalReads.attempt(id, rows, moment, reading);
      isHit = result.isPresent();
      if (isHit) {
        metrics.standbyRead(ends.end(partition) - 1 - moment.position(), age.get());
      }
      return result;
    } catch (TableUnavailableException e) {
      isHit = false;
      return Optional.empty();
    } finally {
      metrics.standbyAsked(isHit);
    }
  }
}
