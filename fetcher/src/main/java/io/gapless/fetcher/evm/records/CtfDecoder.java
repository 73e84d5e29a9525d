package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import java.util.Map;

/// Conditions and positions of the
/// [Conditional Tokens Framework](https://github.com/gnosis/conditional-tokens-contracts): prepared,
/// resolved, split, merged and redeemed.
final class CtfDecoder extends EventDecoder {

  private static final String PREPARATION = "ConditionPreparation(bytes32 indexed condition_id,"
      + " address indexed oracle, bytes32 indexed question_id, uint256 outcome_slots)";
  private static final String RESOLUTION = "ConditionResolution(bytes32 indexed condition_id,"
      + " address indexed oracle, bytes32 indexed question_id, uint256 outcome_slots,"
      + " uint256[] payout_numerators)";
  private static final String SPLIT = "PositionSplit(address indexed stakeholder,"
      + " address collateral_token, bytes32 indexed parent_collection_id,"
      + " bytes32 indexed condition_id, uint256[] index_sets, uint256 amount)";
  private static final String MERGE = "PositionsMerge(address indexed stakeholder,"
      + " address collateral_token, bytes32 indexed parent_collection_id,"
      + " bytes32 indexed condition_id, uint256[] index_sets, uint256 amount)";
  private static final String REDEMPTION = "PayoutRedemption(address indexed stakeholder,"
      + " address indexed collateral_token, bytes32 indexed parent_collection_id,"
      + " bytes32 condition_id, uint256[] index_sets, uint256 amount)";

  private static final Hash32 PREPARED = AbiEvent.of(PREPARATION).topic0();
  private static final Hash32 RESOLVED = AbiEvent.of(RESOLUTION).topic0();
  private static final int LEAST_SLOTS = 2;
  /// An index set has a bit for each slot.
  private static final int MOST_SLOTS = 256;

  CtfDecoder() {
    super("ctf_events", Map.of("PREPARATION", PREPARATION, "RESOLUTION", RESOLUTION, "SPLIT",
        SPLIT, "MERGE", MERGE, "REDEMPTION", REDEMPTION));
  }

  @Override
  public boolean fits(EvmLog log) {
    return super.fits(log) && slotsFit(log);
  }

  /// Whether there are as many outcome slots as a condition can have, and a payout for each.
  private static boolean slotsFit(EvmLog log) {
    boolean isResolution = RESOLVED.hasBytes(log.topics[0]);
    if (!isResolution && !PREPARED.hasBytes(log.topics[0])) {
      return true;
    }
    int slots = AbiWords.number(log.data, 0);
    return slots >= LEAST_SLOTS && slots <= MOST_SLOTS
        && (!isResolution || slots == AbiWords.listLength(log, AbiWords.WORD));
  }
}
