package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.util.List;

/// Tells whether logs are what a filter asks for. May be used by many threads.
public final class LogMatch {

  private final FixedBytesSet addresses;
  private final boolean anyAddress;
  private final List<FixedBytesSet> topics;
  private final boolean[] anyTopic;

  /// For this filter.
  public LogMatch(LogFilter filter) {
    anyAddress = filter.addresses().isEmpty();
    addresses = new FixedBytesSet(filter.addresses().stream().map(Address::bytes).toList());
    topics = filter.topics().stream()
        .map(position -> new FixedBytesSet(position.stream().map(Hash32::bytes).toList()))
        .toList();
    anyTopic = new boolean[topics.size()];
    for (int position = 0; position < anyTopic.length; position++) {
      anyTopic[position] = filter.topics().get(position).isEmpty();
    }
  }

  /// Whether the filter asks for the log.
  public boolean matches(EvmLog log) {
    return matchesAddress(log) && matchesTopics(log);
  }

  boolean matchesAddress(EvmLog log) {
    return anyAddress || addresses.contains(log.address);
  }

  boolean matchesTopics(EvmLog log) {
    if (log.topicCount < anyTopic.length) {
      return false;
    }
    for (int position = 0; position < anyTopic.length; position++) {
      if (!anyTopic[position] && !topics.get(position).contains(log.topics[position])) {
        return false;
      }
    }
    return true;
  }
}
