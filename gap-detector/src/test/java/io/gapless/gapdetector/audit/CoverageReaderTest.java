package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageReaderTest {

  @Test
  void dropsWhatALaterFetchOfTheWholeReplaced() {
    var kept = CoverageReader.withoutOverlaps(List.of(leaf(51, 100, 1), leaf(0, 100, 2),
        leaf(101, 110, 1)));

    assertThat(kept).extracting(CoveredLeaf::first).containsExactly(0L, 101L);
  }

  @Test
  void followsTheNewestCut() {
    var kept = CoverageReader.withoutOverlaps(List.of(leaf(0, 30, 3), leaf(31, 100, 4),
        leaf(51, 100, 2)));

    assertThat(kept).extracting(CoveredLeaf::first).containsExactly(0L, 31L);
  }

  private static CoveredLeaf leaf(long first, long last, long version) {
    return new CoveredLeaf(first, last, true, version, 1, Map.of(), Map.of(),
        CoveredLeaf.Place.UNKNOWN, Instant.EPOCH);
  }
}
