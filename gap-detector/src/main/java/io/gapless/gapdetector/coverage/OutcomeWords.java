package io.gapless.gapdetector.coverage;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import java.util.List;

/// What an outcome says of how a leaf is known, in the words of the state.
final class OutcomeWords {

  private OutcomeWords() {}

  static String verdict(RangeOutcome outcome) {
    return outcome.getCorroborated()
        ? outcome.getVerdict() + "+CORROBORATED"
        : outcome.getVerdict().name();
  }

  /// Those whose word for a part of the leaf is neither proven nor that of another host too.
  static List<String> unprovenBy(RangeOutcome outcome) {
    return outcome.getSegments().stream()
        .filter(segment -> segment.getVerdict().compareTo(Verdict.ROOT) < 0
            && segment.getCorroboratedBy().isEmpty())
        .map(Segment::getEndpoint).distinct().toList();
  }

  /// The endpoint that answered last; empty where none is named.
  static String endpoint(RangeOutcome outcome) {
    return outcome.getSegments().isEmpty() ? "" : outcome.getSegments().getLast().getEndpoint();
  }
}
