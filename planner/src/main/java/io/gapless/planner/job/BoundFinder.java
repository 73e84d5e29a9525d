package io.gapless.planner.job;

import io.gapless.planner.chain.ChainClock;
import io.gapless.planner.job.Bound.Block;
import io.gapless.planner.job.Bound.Day;
import io.gapless.planner.job.Bound.Finalized;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Bounds as written to blocks of a chain, for one job.
final class BoundFinder {

  private final String chain;
  private final ChainClock clock;
  private final long finalityDepth;
  private final long first;
  private final long head;
  private final List<String> notes = new ArrayList<>();

  BoundFinder(String chain, ChainClock clock, long finalityDepth) throws InterruptedException {
    this.chain = chain;
    this.clock = clock;
    this.finalityDepth = finalityDepth;
    this.first = clock.first();
    this.head = clock.head();
  }

  /// What the user has to know of how the bounds were found, a sentence each.
  List<String> notes() {
    return List.copyOf(notes);
  }

  /// The range, which lies within the chain and is not empty.
  ///
  /// @throws JobRefusedException if there is none
  Found find(String from, String to) throws InterruptedException {
    long begin = switch (Bound.parse("--from", from)) {
      case Block(long block) -> known("--from", block);
      case Day(LocalDate date) -> firstOf(date);
      case Finalized() -> throw new JobRefusedException(
          "--from finalized is not a start: give a block number or a UTC date as 2024-01-31");
    };
    long end = switch (Bound.parse("--to", to)) {
      case Block(long block) -> known("--to", block);
      case Day(LocalDate date) -> lastOf(date);
      case Finalized() -> finalized();
    };
    if (end < begin) {
      throw new JobRefusedException("the range is reversed: --from " + described(from, begin)
          + " is after --to " + described(to, end) + "; put the smaller one first");
    }
    return new Found(begin, end);
  }

  /// A range that was found, both ends inclusive.
  record Found(long first, long last) {}

  private long known(String option, long block) {
    if (block > head) {
      throw new JobRefusedException(option + " " + block + " is beyond the head of " + chain
          + ", which is " + head + ": give a block up to that"
          + (option.equals("--to") ? ", or finalized" : ""));
    }
    if (block < first) {
      throw new JobRefusedException(option + " " + block + " is before " + first
          + ", the first that the nodes of " + chain + " have: give that or a later one, or name"
          + " nodes that have it");
    }
    return block;
  }

  private long firstOf(LocalDate date) throws InterruptedException {
    if (endOf(date).compareTo(clock.timeOf(first)) <= 0) {
      throw beforeTheChain("--from", date);
    }
    OptionalLong begin = clock.firstAtOrAfter(startOf(date));
    if (begin.isEmpty()) {
      throw afterTheHead("--from", date);
    }
    return begin.getAsLong();
  }

  private long lastOf(LocalDate date) throws InterruptedException {
    if (endOf(date).compareTo(clock.timeOf(first)) <= 0) {
      throw beforeTheChain("--to", date);
    }
    OptionalLong next = clock.firstAtOrAfter(endOf(date));
    if (next.isPresent()) {
      return next.getAsLong() - 1;
    }
    Instant newest = clock.timeOf(head);
    if (newest.isBefore(startOf(date))) {
      throw afterTheHead("--to", date);
    }
    throw new JobRefusedException("--to " + date + " is not over yet on " + chain + ", whose head "
        + head + " is of " + newest + ": give " + date.minusDays(1) + ", " + head
        + ", or finalized");
  }

  private long finalized() throws InterruptedException {
    OptionalLong finalized = clock.finalized();
    if (finalized.isPresent()) {
      return finalized.getAsLong();
    }
    long assumed = Math.max(first, head - finalityDepth);
    notes.add("the nodes of " + chain + " know no finalized block: took " + assumed + ", "
        + (head - assumed) + " below the head " + head);
    return assumed;
  }

  private JobRefusedException beforeTheChain(String option, LocalDate date)
      throws InterruptedException {
    return new JobRefusedException(option + " " + date + " is before the first block of " + chain
        + ", which is of " + clock.timeOf(first)
        + ": give that day or a later one, or a block number");
  }

  private JobRefusedException afterTheHead(String option, LocalDate date)
      throws InterruptedException {
    return new JobRefusedException(option + " " + date + " is after the head of " + chain
        + ", which is " + head + " of " + clock.timeOf(head)
        + ": give a day that the chain has reached");
  }

  private static String described(String given, long block) {
    String text = given.strip();
    return text.equals(Long.toString(block)) ? text : text + " (block " + block + ")";
  }

  private static Instant startOf(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant endOf(LocalDate date) {
    return startOf(date.plusDays(1));
  }
}
