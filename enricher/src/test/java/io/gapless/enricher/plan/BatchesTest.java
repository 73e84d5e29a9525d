package io.gapless.enricher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private static final EnrichRequest REQUEST =
      new EnrichRequest("evm-7", List.of(), 4, 25, 0, Verdict.HEAD, 3, 0);

  @Test
  void endBetweenBlocksWhereTheyCan() {
    assertThat(cut(List.of(block(1, 3), block(2, 3), block(3, 2))))
        .containsExactly(List.of(1L, 1L, 1L), List.of(2L, 2L, 2L), List.of(3L, 3L));
  }

  @Test
  void cutABlockThatIsTooLarge() {
    assertThat(cut(List.of(block(1, 6), block(2, 1))))
        .containsExactly(List.of(1L, 1L, 1L, 1L), List.of(1L, 1L, 2L));
  }

  @Test
  void areNumberedFromTheRunsNext() {
    var works = Batches.cut(REQUEST, "run", 2, block(6, 5), Instant.EPOCH);

    assertThat(works).extracting(EnrichmentWork::getNumber).containsExactly(2L, 3L);
  }

  private static List<List<Long>> cut(List<List<WantedTransaction>> blocks) {
    var all = blocks.stream().flatMap(List::stream).toList();
    return Batches.cut(REQUEST, "run", 0, all, Instant.EPOCH).stream()
        .map(work -> work.getTransactions().stream().map(WantedTransaction::getBlockNumber)
            .toList())
        .toList();
  }

  private static List<WantedTransaction> block(long number, int transactions) {
    var block = new ArrayList<WantedTransaction>();
    for (int n = 0; n < transactions; n++) {
      block.add(Wanted.of(number, n));
    }
    return block;
  }
}
