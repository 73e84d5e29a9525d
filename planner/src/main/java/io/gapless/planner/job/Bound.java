package io.gapless.planner.job;

import java.time.DateTimeException;
import java.time.LocalDate;

/// An end of a range as a user writes it.
sealed interface Bound {

  /// A block or ledger by its number.
  record Block(long number) implements Bound {}

  /// A UTC day, wholly inside the range.
  record Day(LocalDate date) implements Bound {}

  /// The newest block that cannot be undone.
  record Finalized() implements Bound {}

  /// Reads an option's value.
  ///
  /// @throws JobRefusedException if it is no bound
  static Bound parse(String option, String value) {
    String text = value.strip();
    if (text.matches("[0-9]{1,18}")) {
      return new Block(Long.parseLong(text));
    }
    if (text.equals("finalized")) {
      return new Finalized();
    }
    if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      try {
        return new Day(LocalDate.parse(text));
      } catch (DateTimeException e) {
        throw new JobRefusedException(
            option + " " + text + " is not a day of the calendar: give a UTC date as 2024-01-31");
      }
    }
    throw new JobRefusedException(option + " " + quoted(text) + " is not a bound: give a block "
        + "number, a UTC date as 2024-01-31" + (option.equals("--to") ? ", or finalized" : ""));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "(empty)" : text;
  }
}
