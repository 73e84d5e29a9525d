package io.gapless.simulator.evm.chain;

/// What happens in the blocks of a simulated chain.
///
/// @param transfersPerBlock transfers in an average block; some blocks are empty, some six times as
///     busy
/// @param mix the kinds of transfer
/// @param logsPerTransaction logs in an average transaction that has any, 1 or more
/// @param otherLogsPerTransfer logs of other events (approvals, swaps, …) beside each transfer
/// @param nonstandardRate share of logs, 0 to 0.5, that carry a transfer's topic0 but fit no standard
/// @param tokens number of token contracts, at least 4
/// @param holders number of accounts, at least 2
public record Traffic(double transfersPerBlock, TransferMix mix, double logsPerTransaction,
    double otherLogsPerTransfer, double nonstandardRate, int tokens, int holders) {
  public Traffic {
    if (!(transfersPerBlock >= 0 && transfersPerBlock <= 5_000)) {
      throw new IllegalArgumentException(
          "transfersPerBlock is not in 0 to 5000: " + transfersPerBlock);
    }
    if (!(logsPerTransaction >= 1 && logsPerTransaction <= 1_000)) {
      throw new IllegalArgumentException(
          "logsPerTransaction is not in 1 to 1000: " + logsPerTransaction);
    }
    if (!(otherLogsPerTransfer >= 0 && otherLogsPerTransfer <= 100)) {
      throw new IllegalArgumentException(
          "otherLogsPerTransfer is not in 0 to 100: " + otherLogsPerTransfer);
    }
    if (!(nonstandardRate >= 0 && nonstandardRate <= 0.5)) {
      throw new IllegalArgumentException("nonstandardRate is not in 0 to 0.5: " + nonstandardRate);
    }
    if (tokens < 4) {
      throw new IllegalArgumentException("tokens < 4: " + tokens);
    }
    if (holders < 2) {
      throw new IllegalArgumentException("holders < 2: " + holders);
    }
  }

  /// Some 25 transfers a block between 5,000 holders of 200 tokens.
  public static Traffic defaults() {
    return new Traffic(25, TransferMix.defaults(), 2.5, 0.2, 0.0005, 200, 5_000);
  }

  /// The same with another number of transfers in an average block.
  public Traffic withTransfersPerBlock(double transfersPerBlock) {
    return new Traffic(transfersPerBlock, mix, logsPerTransaction, otherLogsPerTransfer,
        nonstandardRate, tokens, holders);
  }

  /// The same with another mix.
  public Traffic withMix(TransferMix mix) {
    return new Traffic(transfersPerBlock, mix, logsPerTransaction, otherLogsPerTransfer,
        nonstandardRate, tokens, holders);
  }

  /// The same with another share of nonstandard logs.
  public Traffic withNonstandardRate(double nonstandardRate) {
    return new Traffic(transfersPerBlock, mix, logsPerTransaction, otherLogsPerTransfer,
        nonstandardRate, tokens, holders);
  }
}
