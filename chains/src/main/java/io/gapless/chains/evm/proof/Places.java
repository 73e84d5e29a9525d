package io.gapless.chains.evm.proof;

import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import java.util.List;
import java.util.Optional;

/// Checks the places that receipts and logs name: a root says in which order they stand, and not what
/// they say of it themselves.
final class Places {

  private Places() {}

  /// The first receipt or log that names a wrong block, transaction or place, in words.
  ///
  /// @param fromZero whether the first of them stands at place 0 of the block
  static Optional<String> firstWrong(
      EvmHeader header, List<EvmReceipt> receipts, boolean fromZero) {
    int transaction = fromZero || receipts.isEmpty() ? 0 : receipts.getFirst().transactionIndex();
    int place = fromZero ? 0 : firstLog(receipts);
    for (EvmReceipt receipt : receipts) {
      if (receipt.transactionIndex() != transaction) {
        return Optional.of(header + ": " + receipt + " stands at place " + transaction);
      }
      for (EvmLog log : receipt.logs()) {
        if (log.logIndex != place) {
          return Optional.of(header + ": log " + log.logIndex + " stands at place " + place);
        }
        if (!fits(header, receipt, log)) {
          return Optional.of(
              header + ": log " + place + " names another block or transaction than its receipt's");
        }
        place++;
      }
      transaction++;
    }
    return Optional.empty();
  }

  private static int firstLog(List<EvmReceipt> receipts) {
    return receipts.stream()
        .flatMap(receipt -> receipt.logs().stream())
        .findFirst()
        .map(log -> log.logIndex)
        .orElse(0);
  }

  private static boolean fits(EvmHeader header, EvmReceipt receipt, EvmLog log) {
    return log.blockNumber == header.number()
        && header.hash().hasBytes(log.blockHash)
        && log.transactionIndex == receipt.transactionIndex()
        && receipt.transactionHash().hasBytes(log.transactionHash);
  }
}
