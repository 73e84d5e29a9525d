package io.gapless.fetcher.evm.verify;

import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.proof.BloomQuery;
import java.util.function.Predicate;

/// A work's filter with what is computed from it, once for all of its windows: hashing a thousand
/// contracts takes as long as proving a block. For any thread.
///
/// @param match tells which logs it asks for
/// @param blooms tells which blocks may have such logs
public record CompiledFilter(LogFilters filter, Predicate<EvmLog> match, BloomQuery blooms) {

  /// Compiles a filter.
  public static CompiledFilter of(LogFilters filter) {
    return new CompiledFilter(filter, filter.match(), BloomQuery.of(filter));
  }

  /// Whether it names contracts: then blooms tell of each whether it may have logs.
  boolean namesContracts() {
    return filter.parts().stream().noneMatch(part -> part.addresses().isEmpty());
  }

  /// Whether it names contracts or parties, so that blooms can rule out most blocks.
  boolean isSelective() {
    return filter.parts().stream()
        .noneMatch(part -> part.addresses().isEmpty() && part.topics().size() < 2);
  }
}
