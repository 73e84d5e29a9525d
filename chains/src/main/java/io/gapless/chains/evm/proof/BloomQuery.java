package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.BloomBits;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.LogsBloom;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/// What filters ask for, ready to be looked for in many blooms. A bloom shows that logs are not
/// there, and only hints that they are. May be used by many threads.
public final class BloomQuery {

  private record Contract(Address address, BloomBits bits) {}

  /// One of the filters.
  private record Part(List<Contract> contracts, List<List<BloomBits>> topics) {

    boolean topicsMayMatch(LogsBloom bloom) {
      return topics.stream().allMatch(position -> position.stream().anyMatch(bloom::mayHold));
    }

    boolean mayMatch(LogsBloom bloom) {
      return topicsMayMatch(bloom)
          && (contracts.isEmpty()
              || contracts.stream().anyMatch(contract -> bloom.mayHold(contract.bits)));
    }

    Stream<Address> mayMatchContracts(LogsBloom bloom) {
      return topicsMayMatch(bloom)
          ? contracts.stream().filter(contract -> bloom.mayHold(contract.bits))
              .map(Contract::address)
          : Stream.empty();
    }
  }

  private final List<Part> parts;

  private BloomQuery(List<Part> parts) {
    this.parts = parts;
  }

  /// Hashes each address and topic of the filters once.
  public static BloomQuery of(LogFilters filters) {
    var contracts = new HashMap<Address, Contract>();
    var topics = new HashMap<Hash32, BloomBits>();
    return new BloomQuery(filters.parts().stream()
        .map(filter -> new Part(
            filter.addresses().stream().map(address -> contracts.computeIfAbsent(address,
                hashed -> new Contract(hashed, LogBlooms.bitsOf(hashed.bytes())))).toList(),
            filter.topics().stream().filter(position -> !position.isEmpty())
                .map(position -> position.stream().map(topic -> topics.computeIfAbsent(topic,
                    hashed -> LogBlooms.bitsOf(hashed.bytes()))).toList())
                .toList()))
        .toList());
  }

  /// Whether logs that one of the filters asks for may be in a block with this bloom; where this is
  /// false, there are none.
  public boolean mayMatch(LogsBloom bloom) {
    return parts.stream().anyMatch(part -> part.mayMatch(bloom));
  }

  /// The contracts of the filters that may have logs that are asked for in a block with this bloom, in
  /// the filters' order; the others have none. Empty for filters that name no contracts.
  public List<Address> mayMatchContracts(LogsBloom bloom) {
    return parts.stream().flatMap(part -> part.mayMatchContracts(bloom)).distinct().toList();
  }
}
