package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.limits.Wordings;
import io.gapless.simulator.evm.logs.LogsRpc;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.RefusedException;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcAnswer.Json;
import io.gapless.simulator.evm.rpc.RpcAnswer.Result;
import io.gapless.simulator.evm.rpc.RpcCall;
import io.gapless.simulator.evm.rpc.RpcHandler;

/// Answers every method that a node of a chain knows; always right about the chain that it sees.
final class ChainRpc implements RpcHandler {
  private static final String CLIENT = "gapless-simulator/v0.1.0/java";

  private final LogsRpc logs;
  private final BlockJson.Style style;
  private final Wordings wordings;
  private final boolean blockReceipts;

  ChainRpc(LogsRpc logs, BlockJson.Style style, Wordings wordings, boolean blockReceipts) {
    this.logs = logs;
    this.style = style;
    this.wordings = wordings;
    this.blockReceipts = blockReceipts;
  }

  @Override
  public RpcAnswer answer(RpcCall call) {
    NodeView view = call.view();
    long chainId = view.chain().options().chainId();
    return switch (call.method()) {
      case "eth_chainId" -> new Result(out -> out.quantity(chainId));
      case "net_version" -> new Result(out -> out.raw("\"" + chainId + "\""));
      case "web3_clientVersion" -> new Result(out -> out.raw("\"" + CLIENT + "\""));
      case "eth_syncing" -> new Result(out -> out.raw("false"));
      case "eth_blockNumber" -> new Result(out -> out.quantity(view.head()));
      case "eth_getBlockByNumber" -> block(view.number(call.param(0)), call);
      case "eth_getBlockByHash" -> block(view.numberOf(hash(call)), call);
      case "eth_getLogs" -> logs.answer(call);
      case "eth_getBlockReceipts" -> receipts(call);
      case "eth_getTransactionReceipt" -> transaction(call, true);
      case "eth_getTransactionByHash" -> transaction(call, false);
      default -> wordings.refuseMethod(call.method());
    };
  }

  private RpcAnswer block(long number, RpcCall call) {
    boolean full = full(call);
    return known(number, call, out -> blocks(call).writeBlock(number, full, out));
  }

  private RpcAnswer receipts(RpcCall call) {
    if (!blockReceipts) {
      return wordings.refuseMethod(call.method());
    }
    long number = call.view().block(call.param(0));
    return known(number, call, out -> blocks(call).writeReceipts(number, out));
  }

  private RpcAnswer transaction(RpcCall call, boolean receipt) {
    byte[] hash = hash(call);
    long number = call.view().chain().blockOf(hash);
    int index = call.view().chain().indexOf(hash);
    Json json = receipt
        ? out -> blocks(call).writeReceipt(number, index, out)
        : out -> blocks(call).writeTransaction(number, index, out);
    return known(number, call, json);
  }

  private BlockJson blocks(RpcCall call) {
    return new BlockJson(call.view().chain(), style);
  }

  private static RpcAnswer known(long number, RpcCall call, Json json) {
    return number < 0 || number > call.view().head() ? RpcAnswer.none() : new Result(json);
  }

  private static byte[] hash(RpcCall call) {
    return NodeView.bytes(call.param(0), 32, "hash");
  }

  private static boolean full(RpcCall call) {
    JsonNode full = call.param(1);
    if (!full.isBoolean()) {
      throw RefusedException.invalidParams("missing value for required argument 1");
    }
    return full.booleanValue();
  }
}
