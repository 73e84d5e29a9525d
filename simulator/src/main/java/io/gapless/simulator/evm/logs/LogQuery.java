package io.gapless.simulator.evm.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RefusedException;

/// An `eth_getLogs` with its range resolved; it may end beyond the node's head.
///
/// @param first number of the first block
/// @param last number of the last block, not before `first`
/// @param filter which logs
public record LogQuery(long first, long last, LogFilter filter) {
  /// Reads the parameter of an `eth_getLogs`.
  ///
  /// @throws RefusedException if it makes no sense
  public static LogQuery parse(JsonNode param, NodeView view) {
    if (!param.isObject()) {
      throw RefusedException.invalidParams("missing value for required argument 0");
    }
    LogFilter filter = LogFilter.parse(param);
    boolean ranged = param.hasNonNull("fromBlock") || param.hasNonNull("toBlock");
    if (param.hasNonNull("blockHash")) {
      if (ranged) {
        throw RefusedException.invalidParams(
            "invalid argument 0: cannot specify both BlockHash and FromBlock/ToBlock, choose one");
      }
      long number = view.numberOf(NodeView.bytes(param.path("blockHash"), 32, "block hash"));
      if (number < 0) {
        throw RefusedException.of(Refusal.INVALID, "unknown block");
      }
      return new LogQuery(number, number, filter);
    }
    long first = bound(param.path("fromBlock"), view);
    long last = bound(param.path("toBlock"), view);
    if (first > last) {
      throw RefusedException.invalidParams("invalid block range params");
    }
    return new LogQuery(first, last, filter);
  }

  /// The number of blocks asked for.
  public long span() {
    return last - first + 1;
  }

  /// The number of addresses named; 0 for all.
  public int addresses() {
    return filter.addresses().map(keys -> keys.keys().size()).orElse(0);
  }

  private static long bound(JsonNode node, NodeView view) {
    return node.isNull() || node.isMissingNode() ? view.head() : view.number(node);
  }
}
