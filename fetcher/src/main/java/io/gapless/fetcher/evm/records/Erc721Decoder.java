package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import java.util.List;

/// [ERC-721](https://eips.ethereum.org/EIPS/eip-721) `Transfer(address indexed, address indexed,
/// uint256 indexed)`: 4 topics and no data.
final class Erc721Decoder implements LogDecoder {

  @Override
  public String dataset() {
    return "erc721_transfers";
  }

  @Override
  public List<Hash32> topic0() {
    return List.of(Erc20Decoder.TRANSFER);
  }

  @Override
  public boolean fits(EvmLog log) {
    return log.topicCount == 4 && log.dataLength == 0 && AbiWords.isAddress(log.topics[1])
        && AbiWords.isAddress(log.topics[2]);
  }

  @Override
  public void write(EvmLog log, AvroOutput out) {
    out.writeFixed(log.address);
    AbiWords.writeAddress(log.topics[1], out);
    AbiWords.writeAddress(log.topics[2], out);
    out.writeFixed(log.topics[3]);
  }
}
