package io.gapless.simulator.evm.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gapless.simulator.evm.encoding.Keccak;

/// Turns a block's plan into the logs that the contracts would emit.
final class LogEncoder {
  private static final byte[] TRANSFER = topic0("Transfer(address,address,uint256)");
  private static final byte[] TRANSFER_SINGLE =
      topic0("TransferSingle(address,address,address,uint256,uint256)");
  private static final byte[] TRANSFER_BATCH =
      topic0("TransferBatch(address,address,address,uint256[],uint256[])");
  private static final byte[] APPROVAL = topic0("Approval(address,address,uint256)");
  private static final byte[] APPROVAL_FOR_ALL = topic0("ApprovalForAll(address,address,bool)");
  private static final byte[] SWAP =
      topic0("Swap(address,uint256,uint256,uint256,uint256,address)");
  private static final byte[] SYNC = topic0("Sync(uint112,uint112)");
  private static final byte[] DEPOSIT = topic0("Deposit(address,uint256)");

  private final Population population;

  LogEncoder(Population population) {
    this.population = population;
  }

  void encode(BlockPlan plan, BlockLogs logs) {
    logs.clear();
    for (int transaction = 0; transaction < plan.transactions; transaction++) {
      int end = plan.endEvent(transaction);
      for (int event = plan.firstEvent(transaction); event < end; event++) {
        logs.begin(population.token(plan.tokens[event]), transaction);
        encodeEvent(plan, event, logs);
      }
    }
  }

  private void encodeEvent(BlockPlan plan, int event, BlockLogs logs) {
    byte[] operator = population.holder(plan.operators[event]);
    byte[] sender = population.holder(plan.senders[event]);
    byte[] receiver = population.holder(plan.receivers[event]);
    switch (plan.kinds[event]) {
      case ERC20 -> {
        topics(logs, TRANSFER, sender, receiver);
        logs.dataWord(plan, event, 0);
      }
      case ERC721 -> {
        topics(logs, TRANSFER, sender, receiver);
        logs.wordTopic(plan, event, 0);
      }
      case ERC1155_SINGLE -> {
        topics(logs, TRANSFER_SINGLE, operator, sender, receiver);
        logs.dataWord(plan, event, 0);
        logs.dataWord(plan, event, 1);
      }
      case ERC1155_BATCH -> {
        topics(logs, TRANSFER_BATCH, operator, sender, receiver);
        encodeArrays(plan, event, logs);
      }
      case NONSTANDARD -> encodeNonstandard(plan, event, logs, sender, receiver);
      case APPROVAL -> {
        topics(logs, APPROVAL, sender, receiver);
        logs.dataWord(plan, event, 0);
      }
      case APPROVAL_FOR_ALL -> {
        topics(logs, APPROVAL_FOR_ALL, sender, receiver);
        logs.dataNumber(1);
      }
      case SWAP -> {
        topics(logs, SWAP, sender, receiver);
        for (int word = 0; word < 4; word++) {
          logs.dataWord(plan, event, word);
        }
      }
      case SYNC -> {
        topics(logs, SYNC);
        logs.dataWord(plan, event, 0);
        logs.dataWord(plan, event, 1);
      }
      case DEPOSIT -> {
        topics(logs, DEPOSIT, receiver);
        logs.dataWord(plan, event, 0);
      }
      case ANONYMOUS -> logs.dataWord(plan, event, 0);
    }
  }

  private static void encodeArrays(BlockPlan plan, int event, BlockLogs logs) {
    int size = plan.wordCount(event) / 2;
    logs.dataNumber(64);
    logs.dataNumber(96 + 32L * size);
    logs.dataNumber(size);
    for (int word = 0; word < size; word++) {
      logs.dataWord(plan, event, word);
    }
    logs.dataNumber(size);
    for (int word = size; word < 2 * size; word++) {
      logs.dataWord(plan, event, word);
    }
  }

  /// Shapes that real contracts emit: all three fields in the data (CryptoKitties), two of them,
  /// none at all, an ERC-1155 transfer without indexed fields, and a batch whose arrays lie outside
  /// the data.
  private static void encodeNonstandard(BlockPlan plan, int event, BlockLogs logs, byte[] sender,
      byte[] receiver) {
    switch ((int) plan.wordPart(event, 0, 3)) {
      case 0 -> {
        topics(logs, TRANSFER);
        logs.dataAddress(sender);
        logs.dataAddress(receiver);
        logs.dataWord(plan, event, 1);
      }
      case 1 -> {
        topics(logs, TRANSFER, sender);
        logs.dataAddress(receiver);
        logs.dataWord(plan, event, 1);
      }
      case 2 -> topics(logs, TRANSFER, sender, receiver);
      case 3 -> {
        topics(logs, TRANSFER_SINGLE);
        logs.dataAddress(sender);
        logs.dataAddress(sender);
        logs.dataAddress(receiver);
        logs.dataWord(plan, event, 1);
        logs.dataWord(plan, event, 2);
      }
      default -> {
        topics(logs, TRANSFER_BATCH, sender, sender, receiver);
        logs.dataNumber(64);
        logs.dataNumber(1 << 20);
        logs.dataNumber(1);
        logs.dataWord(plan, event, 1);
      }
    }
  }

  private static void topics(BlockLogs logs, byte[] topic0, byte[]... addresses) {
    logs.topic(topic0);
    for (byte[] address : addresses) {
      logs.addressTopic(address);
    }
  }

  private static byte[] topic0(String signature) {
    return Keccak.hash(signature.getBytes(US_ASCII));
  }
}
