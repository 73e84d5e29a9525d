package io.gapless.cli.realchain.market;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// What is asked, and what becomes of it.
///
/// @param name short, one of its own
/// @param outcomes how many answers there are
/// @param preparedOn day of the story, from 0
/// @param resolvedOn day of the story, where it is answered in time
/// @param payouts what the oracle then reports: the part of each outcome; empty without an answer
public record Question(String name, int outcomes, int preparedOn, OptionalInt resolvedOn,
    List<Long> payouts) {

  /// Makes a copy of the payouts, and refuses those that are not of its outcomes.
  public Question {
    payouts = List.copyOf(payouts);
    if (payouts.size() != (resolvedOn.isPresent() ? outcomes : 0)) {
      throw new IllegalArgumentException("payouts of " + name + ": " + payouts);
    }
  }

  /// Whether it is answered on a day of the story.
  boolean isAnsweredOn(int day) {
    return resolvedOn.isPresent() && resolvedOn.getAsInt() == day;
  }

  static Question answered(String name, int preparedOn, int resolvedOn, Long... payouts) {
    return new Question(name, payouts.length, preparedOn, OptionalInt.of(resolvedOn),
        Arrays.asList(payouts));
  }

  static Question open(String name, int outcomes, int preparedOn) {
    return new Question(name, outcomes, preparedOn, OptionalInt.empty(), List.of());
  }
}
