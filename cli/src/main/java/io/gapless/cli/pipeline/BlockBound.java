package io.gapless.cli.pipeline;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/// Where a backfill begins or ends, as a user says it.
public sealed interface BlockBound {

  /// A block.
  record Block(long number) implements BlockBound {
    @Override
    public String toString() {
      return Long.toString(number);
    }
  }

  /// A UTC day: its first block as a beginning, its last block as an end.
  record Day(LocalDate date) implements BlockBound {
    @Override
    public String toString() {
      return date.toString();
    }
  }

  /// The newest block that cannot be undone, at the time of submission.
  record Finalized() implements BlockBound {
    @Override
    public String toString() {
      return "finalized";
    }
  }

  /// Reads a number, a date such as 2024-01-31, or `finalized`.
  ///
  /// @throws IllegalArgumentException if it is none of these; the message says what would be right
  static BlockBound parse(String text) {
    var bound = text.strip();
    if (bound.equals("finalized")) {
      return new Finalized();
    }
    if (bound.matches("[0-9]{1,18}")) {
      return new Block(Long.parseLong(bound));
    }
    if (bound.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        return new Day(LocalDate.parse(bound));
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("'" + bound + "' is not a day of the calendar", e);
      }
    }
    throw new IllegalArgumentException("'" + bound
        + "' is not a block number, a UTC date (2024-01-31) or `finalized`");
  }

  /// Whether an end with this bound lies before a beginning with the other, as far as that can be
  /// said without asking a node.
  static boolean reversed(BlockBound from, BlockBound to) {
    return switch (from) {
      case Block(long first) -> to instanceof Block(long last) && last < first;
      case Day(LocalDate first) -> to instanceof Day(LocalDate last) && last.isBefore(first);
      case Finalized() -> false;
    };
  }
}
