package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import java.util.List;

/// [ERC-1155](https://eips.ethereum.org/EIPS/eip-1155) `TransferSingle` (two words) and
/// `TransferBatch` (two lists of one length): 4 topics, one record a log.
final class Erc1155Decoder implements LogDecoder {

  static final Hash32 SINGLE =
      Hash32.of("0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62");
  static final Hash32 BATCH =
      Hash32.of("0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb");

  @Override
  public String dataset() {
    return "erc1155_transfers";
  }

  @Override
  public List<Hash32> topic0() {
    return List.of(SINGLE, BATCH);
  }

  @Override
  public boolean fits(EvmLog log) {
    if (log.topicCount != 4 || !AbiWords.isAddress(log.topics[1])
        || !AbiWords.isAddress(log.topics[2]) || !AbiWords.isAddress(log.topics[3])) {
      return false;
    }
    if (isSingle(log)) {
      return log.dataLength == 2 * AbiWords.WORD;
    }
    int ids = AbiWords.listLength(log, 0);
    return ids >= 0 && ids == AbiWords.listLength(log, AbiWords.WORD);
  }

  @Override
  public void write(EvmLog log, AvroOutput out) {
    out.writeFixed(log.address);
    AbiWords.writeAddress(log.topics[1], out);
    AbiWords.writeAddress(log.topics[2], out);
    AbiWords.writeAddress(log.topics[3], out);
    if (isSingle(log)) {
      AbiWords.writeSingle(log, 0, out);
      AbiWords.writeSingle(log, AbiWords.WORD, out);
    } else {
      AbiWords.writeList(log, 0, out);
      AbiWords.writeList(log, AbiWords.WORD, out);
    }
    out.writeBoolean(!isSingle(log));
  }

  private static boolean isSingle(EvmLog log) {
    return SINGLE.hasBytes(log.topics[0]);
  }
}
