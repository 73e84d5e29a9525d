-- Who is who on a chain: contracts that trades go through, and addresses that fees go to.
CREATE TABLE IF NOT EXISTS system_addresses
(
  chain LowCardinality(String),
  address FixedString(20),
  role LowCardinality(String),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (chain, address);

-- The ERC-1155 token of every outcome of every condition, computed forward from its preparation.
CREATE TABLE IF NOT EXISTS ctf_token_map
(
  chain LowCardinality(String),
  token_id UInt256,
  condition_id FixedString(32),
  market_key FixedString(32),
  outcome_index Int16,
  outcome_count UInt16,
  collateral FixedString(20),
  oracle FixedString(20),
  question_id FixedString(32),
  prepared_block UInt64,
  prepared_at DateTime64(3, 'UTC'),
  version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (chain, token_id);

CREATE OR REPLACE VIEW ctf_token_map_hex AS
SELECT
  chain, token_id,
  concat('0x', lower(hex(condition_id))) AS condition_id,
  concat('0x', lower(hex(market_key))) AS market_key,
  outcome_index, outcome_count,
  concat('0x', lower(hex(collateral))) AS collateral,
  concat('0x', lower(hex(oracle))) AS oracle,
  concat('0x', lower(hex(question_id))) AS question_id,
  prepared_block, prepared_at
FROM ctf_token_map FINAL;

-- How conditions were resolved; winning_index is -1 where more than one outcome is paid.
CREATE OR REPLACE VIEW market_resolutions_final AS
SELECT
  chain, condition_id, outcome_slots AS outcome_count, payout_numerators,
  arraySum(payout_numerators) AS payout_denominator,
  arrayCount(numerator -> numerator > 0, payout_numerators) = 1 AS is_one_hot,
  if(is_one_hot,
    toInt16(arrayFirstIndex(numerator -> numerator > 0, payout_numerators) - 1),
    toInt16(-1)) AS winning_index,
  oracle, question_id, block_number AS resolved_block, block_time AS resolved_at
FROM ctf_events FINAL
WHERE kind = 'RESOLUTION'
  AND (chain, contract_address) IN
    (SELECT chain, address FROM system_addresses FINAL WHERE role = 'ctf');
