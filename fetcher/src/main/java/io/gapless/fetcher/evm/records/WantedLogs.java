package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogFilters;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.RangeWork;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// The logs that a work asks for: of its datasets' events, its contracts and its parties.
///
/// Nodes take conditions on topics only together, so that each topic where a party may stand is a
/// filter of its own:
///
/// ```
/// [Transfer]        [party]                      who gave
/// [Transfer, …]     any         [party]          who got
/// ```
public final class WantedLogs {

  private WantedLogs() {}

  /// The filters of a work.
  ///
  /// @throws IllegalArgumentException if an address is none, no decoder makes records of a dataset, or
  ///     there are parties and a dataset has none
  public static LogFilters of(RangeWork work) {
    var contracts = work.getContracts().stream().map(Address::of).toList();
    var events = LogDecoders.topic0(work.getDatasets());
    if (work.getParties().isEmpty()) {
      return LogFilters.of(LogFilter.events(contracts, events));
    }
    var without = Datasets.all().withoutParties(work.getDatasets());
    if (!without.isEmpty()) {
      throw new IllegalArgumentException("records of " + without.getFirst() + " have no parties");
    }
    var parties = work.getParties().stream().map(WantedLogs::topic).toList();
    return new LogFilters(Datasets.all().partyTopics(work.getDatasets()).entrySet().stream()
        .map(place -> new LogFilter(contracts,
            topics(place.getValue(), place.getKey(), parties)))
        .toList());
  }

  private static List<List<Hash32>> topics(Collection<String> events, int place,
      List<Hash32> parties) {
    var any = Stream.<List<Hash32>>generate(List::of).limit(place - 1L);
    return Stream.of(Stream.of(events.stream().map(Hash32::of).toList()), any,
        Stream.of(parties)).flatMap(part -> part).toList();
  }

  /// An address as it stands in a topic.
  private static Hash32 topic(String address) {
    var word = new byte[Hash32.LENGTH];
    System.arraycopy(Address.of(address).bytes(), 0, word, Hash32.LENGTH - Address.LENGTH,
        Address.LENGTH);
    return Hash32.of(word);
  }
}
