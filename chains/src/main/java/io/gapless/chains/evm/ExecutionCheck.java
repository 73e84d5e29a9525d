package io.gapless.chains.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.LogsCheck.BadLogException;
import java.util.Optional;

/// Checks that a transaction and a receipt tell of one execution. Not for several threads.
final class ExecutionCheck {

  private final LogBlooms blooms = new LogBlooms();

  /// The execution, or a [Refusal.BadAnswer] that says what cannot be right.
  Answer<EvmExecution> check(EvmTransaction transaction, PlacedReceipt placed) {
    EvmReceipt receipt = placed.receipt();
    return wrongPlace(transaction, placed)
        .or(() -> wrongLog(transaction, receipt))
        .or(() -> wrongBloom(receipt))
        .or(() -> tooMuchGas(transaction, receipt))
        .<Answer<EvmExecution>>map(wrong -> bad(transaction + ": " + wrong))
        .orElseGet(() -> Answer.of(new EvmExecution(transaction, receipt)));
  }

  static <T> Answer<T> bad(String words) {
    return Answer.refused(new Refusal.BadAnswer(Said.of("bad answer: " + words)));
  }

  private static Optional<String> wrongPlace(EvmTransaction transaction, PlacedReceipt placed) {
    EvmReceipt receipt = placed.receipt();
    if (!receipt.transactionHash().equals(transaction.hash())) {
      return Optional.of("its receipt is of transaction " + receipt.transactionHash());
    }
    return receipt.transactionIndex() == transaction.index()
        && placed.names(transaction.blockHash(), transaction.blockNumber())
            ? Optional.empty()
            : Optional.of("it names place " + transaction.index() + " of block "
                + transaction.blockNumber() + " " + transaction.blockHash()
                + ", and its receipt names " + placed.place());
  }

  private static Optional<String> wrongLog(EvmTransaction transaction, EvmReceipt receipt) {
    try {
      var check = new LogsCheck(
          BlockRange.of(transaction.blockNumber()), Receipts.EVERYTHING, log -> {});
      receipt.logs().forEach(check::visit);
    } catch (BadLogException e) {
      return Optional.of("" + e.getMessage());
    }
    EvmLog before = null;
    for (EvmLog log : receipt.logs()) {
      if (!isOf(transaction, log)) {
        return Optional.of("log " + log.logIndex
            + " of its receipt names another block, transaction or place");
      }
      if (before != null && log.logIndex != before.logIndex + 1) {
        return Optional.of("log " + log.logIndex + " of its receipt stands after log "
            + before.logIndex);
      }
      before = log;
    }
    return Optional.empty();
  }

  private static boolean isOf(EvmTransaction transaction, EvmLog log) {
    return transaction.blockHash().hasBytes(log.blockHash)
        && transaction.hash().hasBytes(log.transactionHash)
        && log.transactionIndex == transaction.index();
  }

  /// Some nodes state an empty bloom for want of one.
  private Optional<String> wrongBloom(EvmReceipt receipt) {
    return receipt.statedBloom()
        .filter(stated -> !stated.isEmpty() && !stated.equals(blooms.of(receipt.logs())))
        .map(_ -> "the logs of its receipt do not make the bloom that it states");
  }

  private static Optional<String> tooMuchGas(EvmTransaction transaction, EvmReceipt receipt) {
    return receipt.fees().gasUsed() <= transaction.gasLimit()
        ? Optional.empty()
        : Optional.of("it used " + receipt.fees().gasUsed() + " gas of at most "
            + transaction.gasLimit());
  }
}
