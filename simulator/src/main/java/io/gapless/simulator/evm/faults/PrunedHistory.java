package io.gapless.simulator.evm.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.evm.faults.CallFault.Pruned;
import io.gapless.simulator.evm.faults.CallFault.PrunedAnswer;
import io.gapless.simulator.evm.limits.Wordings;
import io.gapless.simulator.evm.logs.LogQuery;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcCall;
import io.gapless.simulator.evm.rpc.RpcHandler;
import java.util.Optional;

/// What a node says of blocks whose logs, receipts and transactions it threw away. An `eth_getLogs`
/// over both kinds of block gets the logs of those that are left.
///
/// @param fault which blocks
/// @param next answers for the blocks that are left
/// @param wordings of the error
record PrunedHistory(Pruned fault, RpcHandler next, Wordings wordings) {
  /// The answer to a call that touches what was thrown away.
  Optional<RpcAnswer> answer(RpcCall call) {
    return switch (call.method()) {
      case "eth_getLogs" -> logs(call);
      case "eth_getBlockReceipts" -> gone(call.view().block(call.param(0)))
          ? Optional.of(nothing(fault.answer() == PrunedAnswer.NULL))
          : Optional.empty();
      case "eth_getTransactionReceipt", "eth_getTransactionByHash" -> gone(
          call.view().chain().blockOf(NodeView.bytes(call.param(0), 32, "hash")))
              ? Optional.of(nothing(true))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<RpcAnswer> logs(RpcCall call) {
    LogQuery query = LogQuery.parse(call.param(0), call.view());
    if (!gone(query.first())) {
      return Optional.empty();
    }
    if (fault.answer() == PrunedAnswer.ERROR || gone(query.last())) {
      return Optional.of(nothing(false));
    }
    ObjectNode rest = call.param(0).deepCopy();
    rest.put("fromBlock", "0x" + Long.toHexString(fault.firstKept()));
    return Optional.of(next.answer(call.with(rest)));
  }

  private RpcAnswer nothing(boolean asNull) {
    if (fault.answer() == PrunedAnswer.ERROR) {
      return wordings.refuse(Refusal.PRUNED, fault.firstKept());
    }
    return asNull ? RpcAnswer.none() : RpcAnswer.empty();
  }

  private boolean gone(long number) {
    return number >= 0 && number < fault.firstKept();
  }
}
