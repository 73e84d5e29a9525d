package io.gapless.chains.evm;

import io.gapless.chains.Hash32;

/// An event log in buffers that are used again for the next one: read what is needed while the
/// visitor has it, copy what must stay. Fields are public because this is the hottest path there is;
/// only the parser (and tests) write them.
/// [eth_getLogs](https://ethereum.github.io/execution-apis/api-documentation/)
public final class EvmLog {

  /// The most topics that a log can have.
  public static final int MAX_TOPICS = 4;

  /// The contract that emitted it.
  public final byte[] address = new byte[Address.LENGTH];
  /// How many of [#topics] are in use, 0 to 4.
  public int topicCount;
  /// Its topics, the first of them the hash of the event's signature.
  public final byte[][] topics = new byte[MAX_TOPICS][Hash32.LENGTH];
  /// Its data, of which the first [#dataLength] bytes are in use. Replaced by a longer one if needed.
  public byte[] data;
  /// How many bytes of [#data] are in use.
  public int dataLength;
  /// Its block.
  public long blockNumber;
  /// Its block's hash.
  public final byte[] blockHash = new byte[Hash32.LENGTH];
  /// The transaction that emitted it.
  public final byte[] transactionHash = new byte[Hash32.LENGTH];
  /// The transaction's place in the block.
  public int transactionIndex;
  /// The log's place in the block.
  public int logIndex;
  /// Its block's time in seconds since 1970, −1 where the node does not say.
  public long blockTimestamp;
  /// Whether the node took it back because of a reorganisation.
  public boolean removed;

  /// A log to be filled.
  public EvmLog() {
    this(256);
  }

  private EvmLog(int dataCapacity) {
    data = new byte[dataCapacity];
  }

  /// The same log in buffers of its own, to be kept.
  public EvmLog copy() {
    var copy = new EvmLog(dataLength);
    System.arraycopy(address, 0, copy.address, 0, address.length);
    copy.topicCount = topicCount;
    for (int i = 0; i < topicCount; i++) {
      System.arraycopy(topics[i], 0, copy.topics[i], 0, topics[i].length);
    }
    System.arraycopy(data, 0, copy.data, 0, dataLength);
    copy.dataLength = dataLength;
    copy.blockNumber = blockNumber;
    System.arraycopy(blockHash, 0, copy.blockHash, 0, blockHash.length);
    System.arraycopy(transactionHash, 0, copy.transactionHash, 0, transactionHash.length);
    copy.transactionIndex = transactionIndex;
    copy.logIndex = logIndex;
    copy.blockTimestamp = blockTimestamp;
    copy.removed = removed;
    return copy;
  }

  /// Makes room for data of this length.
  void reserveData(int length) {
    if (data.length < length) {
      data = new byte[Math.max(length, Math.min(Integer.MAX_VALUE - 8, data.length * 2))];
    }
  }
}
