package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.BloomBits;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogsBloom;
import java.util.List;

/// What a filter asks for, ready to be looked for in many blooms. A bloom shows that logs are not
/// there, and only hints that they are. May be used by many threads.
public final class BloomQuery {

  private record Contract(Address address, BloomBits bits) {}

  private final List<Contract> contracts;
  private final List<List<BloomBits>> topics;

  private BloomQuery(List<Contract> contracts, List<List<BloomBits>> topics) {
    this.contracts = contracts;
    this.topics = topics;
  }

  /// Hashes each address and topic of the filter once.
  public static BloomQuery of(LogFilter filter) {
    return new BloomQuery(
        filter.addresses().stream()
            .map(address -> new Contract(address, LogBlooms.bitsOf(address.bytes())))
            .toList(),
        filter.topics().stream()
            .filter(position -> !position.isEmpty())
            .map(BloomQuery::bits)
            .toList());
  }

  private static List<BloomBits> bits(List<Hash32> topics) {
    return topics.stream().map(topic -> LogBlooms.bitsOf(topic.bytes())).toList();
  }

  /// Whether logs that the filter asks for may be in a block with this bloom; where this is false,
  /// there are none.
  public boolean mayMatch(LogsBloom bloom) {
    return topicsMayMatch(bloom)
        && (contracts.isEmpty()
            || contracts.stream().anyMatch(contract -> bloom.mayHold(contract.bits)));
  }

  /// The contracts of the filter that may have logs that it asks for in a block with this bloom, in
  /// the filter's order; the others have none. Empty for a filter that names no contracts.
  public List<Address> mayMatchContracts(LogsBloom bloom) {
    return topicsMayMatch(bloom)
        ? contracts.stream()
            .filter(contract -> bloom.mayHold(contract.bits))
            .map(Contract::address)
            .toList()
        : List.of();
  }

  private boolean topicsMayMatch(LogsBloom bloom) {
    return topics.stream().allMatch(position -> position.stream().anyMatch(bloom::mayHold));
  }
}
