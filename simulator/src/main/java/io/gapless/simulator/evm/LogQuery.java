package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;

/// An `eth_getLogs` with its range resolved.
///
/// @param first number of the first block
/// @param last number of the last block, not before `first`
/// @param filter which logs
record LogQuery(long first, long last, LogFilter filter) {
  /// Reads the parameter of an `eth_getLogs`.
  ///
  /// @throws RefusedException if it makes no sense or asks for more than the node sees
  static LogQuery parse(JsonNode param, NodeView view) {
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
    if (last > view.head()) {
      throw RefusedException.of(Refusal.BEYOND_HEAD,
          "block range extends beyond current head block: requested 0x" + Long.toHexString(last)
              + ", head 0x" + Long.toHexString(view.head()));
    }
    return new LogQuery(first, last, filter);
  }

  long span() {
    return last - first + 1;
  }

  private static long bound(JsonNode node, NodeView view) {
    return node.isNull() || node.isMissingNode() ? view.head() : view.number(node);
  }
}
