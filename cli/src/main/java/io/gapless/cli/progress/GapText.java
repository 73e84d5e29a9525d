package io.gapless.cli.progress;

import io.gapless.schemas.record.Gap;
import java.util.Locale;

/// A leaf that is not covered, as a line of text.
public final class GapText {

  private GapText() {}

  /// `100..199 (100 blocks) abandoned after 5 attempts at host#digest: reason`.
  public static String line(Gap gap) {
    return gap.getFirst() + ".." + gap.getLast() + " ("
        + Numbers.grouped(gap.getLast() - gap.getFirst() + 1) + " blocks) "
        + gap.getState().name().toLowerCase(Locale.ROOT) + " after " + gap.getAttempts()
        + (gap.getAttempts() == 1 ? " attempt" : " attempts")
        + (gap.getEndpoint().isEmpty() ? "" : " at " + gap.getEndpoint())
        + (gap.getReason().isEmpty() ? "" : ": " + gap.getReason());
  }
}
