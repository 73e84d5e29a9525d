package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.BloomBits;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.LogsBloom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BloomQueryTest {

  private static final Address OTHER = Address.of("0x" + "a2".repeat(20));
  private static final Hash32 EVENT = Hash32.of("0x" + "b1".repeat(32));
  private static final Hash32 OTHER_EVENT = Hash32.of("0x" + "b2".repeat(32));

  private final LogBlooms blooms = new LogBlooms();
  private final LogsBloom bloom = blooms.of(List.of(SampleBlocks.log(3)));

  @Test
  void knowsTheBitsOfAnItem() {
    assertThat(LogBlooms.bitsOf(SampleBlocks.TOKEN.bytes()))
        .isEqualTo(new BloomBits(1550, 1834, 1437));
  }

  @Test
  void findsWhatMayBeThere() {
    assertThat(mayMatch(List.of(), List.of())).isTrue();
    assertThat(mayMatch(List.of(SampleBlocks.TOKEN), List.of())).isTrue();
    assertThat(mayMatch(List.of(OTHER, SampleBlocks.TOKEN), List.of(List.of(EVENT)))).isTrue();
    assertThat(mayMatch(List.of(), List.of(List.of(), List.of(Hash32.of("0x" + "03".repeat(32))))))
        .isTrue();
    assertThat(mayMatch(List.of(), List.of(List.of(OTHER_EVENT, EVENT)))).isTrue();
  }

  @Test
  void findsWhatIsNotThere() {
    assertThat(mayMatch(List.of(OTHER), List.of())).isFalse();
    assertThat(mayMatch(List.of(SampleBlocks.TOKEN), List.of(List.of(OTHER_EVENT)))).isFalse();
    assertThat(mayMatch(List.of(), List.of(List.of(EVENT), List.of(OTHER_EVENT)))).isFalse();
  }

  @Test
  void namesTheContractsThatMayHaveLogs() {
    var both = new LogFilter(List.of(OTHER, SampleBlocks.TOKEN), List.of(List.of(EVENT)));
    var none = new LogFilter(List.of(SampleBlocks.TOKEN), List.of(List.of(OTHER_EVENT)));

    assertThat(BloomQuery.of(LogFilters.of(both)).mayMatchContracts(bloom))
        .containsExactly(SampleBlocks.TOKEN);
    assertThat(BloomQuery.of(LogFilters.of(none)).mayMatchContracts(bloom)).isEmpty();
  }

  @Test
  void takesBlocksThatAnyOfSeveralFiltersMayMatch() {
    var token = List.of(SampleBlocks.TOKEN);
    var wrong = new LogFilter(token, List.of(List.of(OTHER_EVENT)));
    var right = new LogFilter(token, List.of(List.of(EVENT)));
    var query = BloomQuery.of(new LogFilters(List.of(wrong, right, right)));

    assertThat(query.mayMatch(bloom)).isTrue();
    assertThat(query.mayMatchContracts(bloom)).containsExactly(SampleBlocks.TOKEN);
    assertThat(BloomQuery.of(new LogFilters(List.of(wrong, wrong))).mayMatch(bloom)).isFalse();
  }

  @Test
  void tellsLogsThatTheBloomDoesNotHold() {
    EvmLog other = SampleBlocks.log(4);

    assertThat(blooms.covers(bloom, SampleBlocks.log(3))).isTrue();
    assertThat(blooms.covers(bloom, other)).isFalse();
    assertThat(blooms.covers(LogsBloom.EMPTY, other)).isFalse();
  }

  @Test
  void neverMissesAmongManyLogs() {
    var many = new ArrayList<EvmLog>();
    for (int i = 0; i < 3_000; i++) {
      EvmLog log = SampleBlocks.log(0);
      log.topics[1][0] = (byte) i;
      log.topics[1][1] = (byte) (i >>> 8);
      many.add(log);
    }
    LogsBloom full = blooms.of(many);

    assertThat(many).allMatch(log -> blooms.covers(full, log));
    assertThat(full).isEqualTo(LogBlooms.union(
        many.stream().map(log -> new LogBlooms().of(List.of(log))).toList()));
  }

  private boolean mayMatch(List<Address> addresses, List<List<Hash32>> topics) {
    return BloomQuery.of(LogFilters.of(new LogFilter(addresses, topics))).mayMatch(bloom);
  }
}
