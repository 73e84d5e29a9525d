package io.gapless.fetcher.evm.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.BlockRange;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpotChecksTest {

  private static final BlockRange RANGE = new BlockRange(17, 20_016);

  @Test
  void choosesOneBlockOfEachStride() {
    var chosen = SpotChecks.blocks("job", 100, RANGE);

    assertThat(chosen).hasSizeBetween(199, 201)
        .allMatch(RANGE::contains);
    assertThat(chosen.stream().map(block -> block / 100)).doesNotHaveDuplicates();
    assertThat(chosen.stream().map(block -> block % 100).distinct()).hasSizeGreaterThan(60);
  }

  @Test
  void choosesTheSameBlocksHoweverTheRangeIsCut() {
    var whole = SpotChecks.blocks("job", 100, RANGE);

    var parts = new TreeSet<Long>();
    RANGE.cut(37).forEach(part -> parts.addAll(SpotChecks.blocks("job", 100, part)));

    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void choosesOtherBlocksForAnotherJob() {
    assertThat(SpotChecks.blocks("other", 100, RANGE))
        .isNotEqualTo(SpotChecks.blocks("job", 100, RANGE));
  }

  @Test
  void choosesAllOrNone() {
    assertThat(SpotChecks.blocks("job", 1, new BlockRange(5, 9))).hasSize(5);
    assertThat(SpotChecks.blocks("job", 0, RANGE)).isEmpty();
  }
}
