package io.gapless.fetcher.evm.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsOfAWindowTest {

  private static final LogFilter GAVE =
      new LogFilter(List.of(), List.of(List.of(), List.of(Hash32.of(new byte[32]))));

  private final PartsOfAWindow parts = new PartsOfAWindow(2);

  @Test
  void countsALogOnceThatTwoPartsAskFor() {
    assertThat(parts.isNew(log(7, 0))).isTrue();
    parts.next(GAVE);

    assertThat(parts.isNew(log(7, 0))).isFalse();
    assertThat(parts.isNew(log(8, 1))).isTrue();
    assertThat(parts.contradiction()).isEmpty();
  }

  @Test
  void seesThatALogWasLeftOutOfAPart() {
    parts.next(GAVE);

    assertThat(parts.isNew(log(7, 0))).isTrue();
    assertThat(parts.contradiction()).hasValueSatisfying(
        words -> assertThat(words).startsWith("log 17/7 came with one part"));
  }

  @Test
  void seesThatAPlaceHoldsTwoLogs() {
    assertThat(parts.isNew(log(7, 0))).isTrue();
    parts.next(GAVE);

    assertThat(parts.isNew(log(7, 1))).isFalse();
    assertThat(parts.contradiction()).isPresent();
  }

  /// @param giver last byte of the first topic after the event
  private static EvmLog log(int index, int giver) {
    var log = new EvmLog();
    log.blockNumber = 17;
    log.logIndex = index;
    log.topicCount = 2;
    log.topics[1][31] = (byte) giver;
    return log;
  }
}
