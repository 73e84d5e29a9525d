package io.gapless.fetcher.evm.verify;

import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.LogMatch;
import io.gapless.chains.evm.proof.BloomQuery;

/// A work's filter with what is computed from it, once for all of its windows: hashing a thousand
/// contracts takes as long as proving a block. For any thread.
///
/// @param match tells which logs it asks for
/// @param blooms tells which blocks may have such logs
public record CompiledFilter(LogFilter filter, LogMatch match, BloomQuery blooms) {

  /// Compiles a filter.
  public static CompiledFilter of(LogFilter filter) {
    return new CompiledFilter(filter, new LogMatch(filter), BloomQuery.of(filter));
  }

  /// Whether it names contracts, so that blooms can rule out most blocks.
  boolean namesContracts() {
    return !filter.addresses().isEmpty();
  }
}
