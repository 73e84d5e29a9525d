package io.gapless.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// From when on what was measured is a condition.
final class Thresholds {

  private static final long GIGABYTE = 1L << 30;
  private static final long DISK_LEAST = 5 * GIGABYTE;
  private static final double DISK_SHARE = 0.1;
  private static final long WAITING_LEAST = 100_000;
  private static final double WAITING_SHARE = 0.25;

  private Thresholds() {}

  /// A worker by its newest heartbeat.
  ///
  /// @param chains that it has endpoints for
  record Seen(String workerId, String role, List<String> chains, Instant updatedAt) {}

  /// A table's partition.
  ///
  /// @param rows as they are stored, versions that are to be merged away included
  /// @param keys of them
  /// @param merged rows as they are read (FINAL)
  /// @param mergedKeys of those
  record Partition(String table, String name, long rows, long keys, long merged,
      long mergedKeys) {}

  /// Workers that have not left and were not heard of for so long; before them, chains of which no
  /// fetcher is left.
  static List<Condition> workers(List<Seen> workers, Duration stallAfter, Instant now) {
    var conditions = new ArrayList<Condition>();
    var chains = new TreeSet<String>();
    workers.stream().filter(worker -> worker.role().equals("fetcher"))
        .forEach(worker -> chains.addAll(worker.chains()));
    for (String chain : chains) {
      var fetchers = workers.stream().filter(worker -> worker.role().equals("fetcher")
          && worker.chains().contains(chain)).toList();
      if (fetchers.stream().allMatch(worker -> isStalled(worker, stallAfter, now))) {
        conditions.add(new Condition("fleet", chain, true, "all fetchers of " + chain
            + " are stalled (" + fetchers.size() + ")",
            "start `gapless fetcher` with nodes of "
                + chain + ", or `gapless up`"));
      }
    }
    workers.stream().filter(worker -> isStalled(worker, stallAfter, now)).forEach(
        worker -> conditions.add(new Condition("worker", worker.workerId(), false, worker.role()
            + " " + worker.workerId() + " was not heard of since " + worker.updatedAt(),
            "look at its machine and its log, and start it again")));
    return conditions;
  }

  private static boolean isStalled(Seen worker, Duration stallAfter, Instant now) {
    return worker.updatedAt().plus(stallAfter).isBefore(now);
  }

  /// Keys that are there more than once: as they are read, which no merge mends; or as they are
  /// stored, where merges fall behind.
  static Optional<Condition> duplicates(Partition part) {
    long real = part.merged() - part.mergedKeys();
    if (real > 0) {
      return Optional.of(new Condition("tables", part.table(), true, part.table() + ", partition "
          + part.name() + ": " + real + " rows are there twice even when read with FINAL",
          "compare with `gapless gaps --audit`, and report it"));
    }
    long waiting = part.rows() - part.keys();
    return waiting >= WAITING_LEAST && waiting > WAITING_SHARE * part.rows()
        ? Optional.of(new Condition("tables", part.table(), false, part.table() + ", partition "
            + part.name() + ": " + waiting + " of " + part.rows() + " rows wait to be merged away",
            "read with FINAL, or the views; `OPTIMIZE TABLE " + part.table() + " PARTITION ID '"
                + part.name() + "' FINAL` merges them now"))
        : Optional.empty();
  }

  /// A disk with less than a tenth, or less than 5 GB, left.
  static Optional<Condition> disk(String name, long free, long total) {
    return free < DISK_LEAST || free < DISK_SHARE * total
        ? Optional.of(new Condition("disk", name, false, String.format(Locale.ROOT,
            "disk of %s has %.1f of %.1f GB left", name, (double) free / GIGABYTE,
            (double) total / GIGABYTE),
            "make room before it is full: --staging-ttl has rows expire, and topics keep records"
                + " for 7 days"))
        : Optional.empty();
  }
}
