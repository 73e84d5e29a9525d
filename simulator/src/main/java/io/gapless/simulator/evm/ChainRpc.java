package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.RpcAnswer.Json;
import io.gapless.simulator.evm.RpcAnswer.Result;
import io.gapless.simulator.evm.chain.SimulatedChain;

/// Answers every method that a node of a chain knows; always right about the chain that it sees.
final class ChainRpc implements RpcHandler {
  private static final String CLIENT = "gapless-simulator/v0.1.0/java";

  private final NodeView view;
  private final SimulatedChain chain;
  private final LogsRpc logs;
  private final BlockJson blocks;

  ChainRpc(NodeView view, LogsRpc logs, BlockJson blocks) {
    this.view = view;
    this.chain = view.chain();
    this.logs = logs;
    this.blocks = blocks;
  }

  @Override
  public RpcAnswer answer(RpcCall call) {
    long chainId = chain.options().chainId();
    return switch (call.method()) {
      case "eth_chainId" -> new Result(out -> out.quantity(chainId));
      case "net_version" -> new Result(out -> out.raw("\"" + chainId + "\""));
      case "web3_clientVersion" -> new Result(out -> out.raw("\"" + CLIENT + "\""));
      case "eth_syncing" -> new Result(out -> out.raw("false"));
      case "eth_blockNumber" -> new Result(out -> out.quantity(view.head()));
      case "eth_getBlockByNumber" -> block(view.number(call.param(0)), full(call));
      case "eth_getBlockByHash" -> block(view.numberOf(hash(call)), full(call));
      case "eth_getLogs" -> logs.answer(call.param(0));
      case "eth_getBlockReceipts" -> receipts(call.param(0));
      case "eth_getTransactionReceipt" -> transaction(call, true);
      case "eth_getTransactionByHash" -> transaction(call, false);
      default -> RpcAnswer.refused(Refusal.INVALID, -32601,
          "the method " + call.method() + " does not exist/is not available");
    };
  }

  private RpcAnswer block(long number, boolean full) {
    return known(number, out -> blocks.writeBlock(number, full, out));
  }

  private RpcAnswer receipts(JsonNode block) {
    boolean byHash = block.isTextual() && block.textValue().length() == 66;
    long number = byHash
        ? view.numberOf(NodeView.bytes(block, 32, "block hash"))
        : view.number(block);
    return known(number, out -> blocks.writeReceipts(number, out));
  }

  private RpcAnswer transaction(RpcCall call, boolean receipt) {
    byte[] hash = hash(call);
    long number = chain.blockOf(hash);
    int index = chain.indexOf(hash);
    Json json = receipt
        ? out -> blocks.writeReceipt(number, index, out)
        : out -> blocks.writeTransaction(number, index, out);
    return known(number, json);
  }

  private RpcAnswer known(long number, Json json) {
    return number < 0 || number > view.head() ? RpcAnswer.none() : new Result(json);
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
