package io.gapless.fetcher.evm.records;

import java.util.Map;

/// Markets of several questions of which one at most resolves true, and positions in them, of the
/// [NegRiskAdapter](https://github.com/Polymarket/neg-risk-ctf-adapter).
final class NegRiskDecoder extends EventDecoder {

  NegRiskDecoder() {
    super("neg_risk_events", Map.of(
        "MARKET_PREPARATION", "MarketPrepared(bytes32 indexed market_id, address indexed oracle,"
            + " uint256 fee_bips, bytes data)",
        "QUESTION_PREPARATION", "QuestionPrepared(bytes32 indexed market_id,"
            + " bytes32 indexed question_id, uint256 question_index, bytes data)",
        "OUTCOME_REPORT", "OutcomeReported(bytes32 indexed market_id,"
            + " bytes32 indexed question_id, bool outcome)",
        "SPLIT", "PositionSplit(address indexed stakeholder, bytes32 indexed condition_id,"
            + " uint256 amount)",
        "MERGE", "PositionsMerge(address indexed stakeholder, bytes32 indexed condition_id,"
            + " uint256 amount)",
        "CONVERSION", "PositionsConverted(address indexed stakeholder,"
            + " bytes32 indexed market_id, uint256 indexed index_set, uint256 amount)",
        "REDEMPTION", "PayoutRedemption(address indexed stakeholder,"
            + " bytes32 indexed condition_id, uint256[] amounts, uint256 amount)"));
  }
}
