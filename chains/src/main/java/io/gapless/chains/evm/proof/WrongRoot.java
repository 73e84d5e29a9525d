package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.LogsBloom;
import java.util.List;

/// Says what is wrong with receipts that do not make the root of their block, as far as can be seen.
final class WrongRoot {

  private WrongRoot() {}

  static String words(
      EvmBlock block, List<EvmReceipt> receipts, List<LogsBloom> blooms, Hash32 root) {
    EvmHeader header = block.header();
    if (block.receipts().size() != header.transactionCount()) {
      return header + " has " + header.transactionCount() + " transactions, and "
          + block.receipts().size() + " receipts came";
    }
    for (int i = 0; i < receipts.size(); i++) {
      EvmReceipt receipt = receipts.get(i);
      LogsBloom made = blooms.get(i);
      if (receipt.statedBloom().filter(stated -> !stated.equals(made)).isPresent()) {
        return header + ": the logs in " + receipt + " do not make the bloom that it names";
      }
    }
    return header + " names the receipts' root " + header.receiptsRoot()
        + ", and its receipts make " + root;
  }
}
