package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import java.util.List;

/// [ERC-20](https://eips.ethereum.org/EIPS/eip-20) `Transfer(address indexed, address indexed,
/// uint256)`: 3 topics and one word.
final class Erc20Decoder implements LogDecoder {

  /// Shared with ERC-721, which has one topic more.
  static final Hash32 TRANSFER =
      Hash32.of("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

  @Override
  public String dataset() {
    return "erc20_transfers";
  }

  @Override
  public List<Hash32> topic0() {
    return List.of(TRANSFER);
  }

  @Override
  public boolean fits(EvmLog log) {
    return log.topicCount == 3 && log.dataLength == AbiWords.WORD
        && AbiWords.isAddress(log.topics[1]) && AbiWords.isAddress(log.topics[2]);
  }

  @Override
  public void write(EvmLog log, AvroOutput out) {
    out.writeFixed(log.address);
    AbiWords.writeAddress(log.topics[1], out);
    AbiWords.writeAddress(log.topics[2], out);
    out.writeFixed(log.data, 0, AbiWords.WORD);
  }
}
