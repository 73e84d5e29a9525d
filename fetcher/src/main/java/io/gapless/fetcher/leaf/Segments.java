package io.gapless.fetcher.leaf;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.schemas.record.Segment;
import io.gapless.schemas.record.Verdict;
import java.util.ArrayList;
import java.util.List;

/// The parts of a leaf, who answered each, and how we know that it is complete; as few as can be.
///
/// For one thread.
public final class Segments {

  private final List<Segment> segments = new ArrayList<>();

  /// Adds the part that follows those added before.
  ///
  /// @param head newest block that the endpoint was seen to have
  /// @param corroboratedBy endpoint on another host that gave the same; empty: none was asked
  public void add(BlockRange range, Endpoint endpoint, long head, Verdict verdict,
      String corroboratedBy) {
    var before = segments.isEmpty() ? null : segments.getLast();
    if (before != null && before.getEndpoint().equals(endpoint.name())
        && before.getVerdict() == verdict && before.getCorroboratedBy().equals(corroboratedBy)) {
      before.setLast(range.last());
      before.setHead(head);
    } else {
      segments.add(new Segment(range.first(), range.last(), endpoint.name(), head, verdict,
          corroboratedBy));
    }
  }

  /// In order.
  public List<Segment> list() {
    return segments;
  }

  /// The weakest of their verdicts.
  public Verdict verdict() {
    return segments.stream().map(Segment::getVerdict).min(Verdict::compareTo)
        .orElse(Verdict.NONE);
  }

  /// Whether an endpoint on another host gave the same of every part.
  public boolean isCorroborated() {
    return segments.stream().noneMatch(segment -> segment.getCorroboratedBy().isEmpty());
  }
}
