package io.gapless.cli.realchain.market;

/// Events that the story's contracts emit, as far as they are counted.
public enum Emitted {
  /// ConditionPreparation.
  PREPARATION,
  /// ConditionResolution.
  RESOLUTION,
  /// PositionSplit, with one TransferBatch.
  SPLIT,
  /// PositionsMerge, with one TransferBatch.
  MERGE,
  /// PayoutRedemption.
  REDEMPTION,
  /// OrderFilled.
  FILL,
  /// OrdersMatched.
  MATCH,
  /// FeeCharged.
  FEE
}
