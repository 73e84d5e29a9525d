package io.gapless.simulator.evm.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.BlockLogs;
import io.gapless.simulator.evm.encoding.LogsBloom;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which logs an `eth_getLogs` asks for, beside the range.
///
/// @param addresses any of them, or all where empty
/// @param topics for each position any of the keys, or any topic at all where empty
public record LogFilter(Optional<ByteKeys> addresses, List<Optional<ByteKeys>> topics) {
  private static final int MAX_TOPICS = 4;

  static LogFilter parse(JsonNode filter) {
    List<Optional<ByteKeys>> topics = new ArrayList<>();
    JsonNode positions = filter.path("topics");
    if (!positions.isArray() && !positions.isNull() && !positions.isMissingNode()) {
      throw RefusedException.invalidParams("invalid argument: topics is not an array");
    }
    if (positions.size() > MAX_TOPICS) {
      throw RefusedException.invalidParams("exceed max topics");
    }
    positions.forEach(node -> topics.add(keys(node, BlockLogs.TOPIC_LENGTH, "topic")));
    return new LogFilter(keys(filter.path("address"), BlockLogs.ADDRESS_LENGTH, "address"), topics);
  }

  boolean matches(BlockLogs logs, int log) {
    if (logs.topicCount(log) < topics.size()) {
      return false;
    }
    if (addresses.isPresent() && !addresses.get().contains(logs.bytes(), logs.addressOffset(log),
        BlockLogs.ADDRESS_LENGTH)) {
      return false;
    }
    for (int i = 0; i < topics.size(); i++) {
      if (topics.get(i).isPresent() && !topics.get(i).get().contains(logs.bytes(),
          logs.topicOffset(log, i), BlockLogs.TOPIC_LENGTH)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a block of this bloom may hold a log that matches.
  boolean mayMatch(byte[] bloom, LogsBloom blooms) {
    return anyIn(addresses, bloom, blooms)
        && topics.stream().allMatch(keys -> anyIn(keys, bloom, blooms));
  }

  private static boolean anyIn(Optional<ByteKeys> keys, byte[] bloom, LogsBloom blooms) {
    return keys.isEmpty()
        || keys.get().keys().stream().anyMatch(key -> blooms.mayContain(key, bloom, 0));
  }

  private static Optional<ByteKeys> keys(JsonNode node, int length, String what) {
    List<byte[]> keys = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(key -> keys.add(NodeView.bytes(key, length, what)));
    } else if (!node.isNull() && !node.isMissingNode()) {
      keys.add(NodeView.bytes(node, length, what));
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new ByteKeys(keys));
  }
}
