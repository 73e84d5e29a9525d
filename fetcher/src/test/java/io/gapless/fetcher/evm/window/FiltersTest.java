package io.gapless.fetcher.evm.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.LogFilter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiltersTest {

  private static final List<Address> CONTRACTS = IntStream.range(0, 5)
      .mapToObj(n -> Address.of("0x%040x".formatted(n))).toList();
  private static final List<Hash32> EVENTS = topics(2);
  private static final List<Hash32> PARTIES = topics(3);
  private static final List<LogFilter> PARTS = List.of(
      new LogFilter(CONTRACTS, List.of(EVENTS, PARTIES)),
      new LogFilter(CONTRACTS, List.of(EVENTS, List.of(), PARTIES)));

  @Test
  void cutsEachListToWhatANodeTakes() {
    assertThat(Filters.longest(PARTS)).isEqualTo(5);
    assertThat(Filters.withLists(PARTS, 3)).hasSize(4)
        .allMatch(part -> part.topics().getLast().equals(PARTIES));

    var two = Filters.withLists(PARTS, 2);

    assertThat(Filters.longest(two)).isEqualTo(2);
    assertThat(two).as("3 runs of contracts, 2 of parties, for each part").hasSize(12);
  }

  @Test
  void asksFinerForContractsThenEventsThenParties() {
    var contracts = Filters.finer(PARTS).orElseThrow();
    assertThat(contracts).hasSize(4).allMatch(part -> part.addresses().size() <= 3);

    var one = Filters.withLists(List.of(new LogFilter(List.of(), PARTS.getLast().topics())), 5);
    var events = Filters.finer(one).orElseThrow();
    assertThat(events).extracting(LogFilter::topics).containsExactly(
        List.of(EVENTS.subList(0, 1), List.of(), PARTIES),
        List.of(EVENTS.subList(1, 2), List.of(), PARTIES));

    var parties = Filters.finer(events).orElseThrow();
    assertThat(parties).extracting(part -> part.topics().getLast().size())
        .containsExactly(2, 1, 2, 1);

    var single = Filters.finer(parties).orElseThrow();
    assertThat(single).hasSize(6);
    assertThat(Filters.finer(single)).isEmpty();
  }

  private static List<Hash32> topics(int count) {
    return IntStream.range(0, count).mapToObj(n -> Hash32.of("0x%064x".formatted(n))).toList();
  }
}
