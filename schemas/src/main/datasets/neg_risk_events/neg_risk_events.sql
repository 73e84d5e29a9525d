CREATE TABLE IF NOT EXISTS neg_risk_events
(
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  block_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  log_index UInt32 CODEC(Delta, ZSTD),
  contract_address FixedString(20),
  kind LowCardinality(String),
  market_id FixedString(32),
  question_id FixedString(32),
  condition_id FixedString(32),
  oracle FixedString(20),
  stakeholder FixedString(20),
  fee_bips UInt256,
  question_index UInt256,
  outcome UInt8,
  index_set UInt256,
  amount UInt256,
  amounts Array(UInt256),
  data String,
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(block_number, 1000000))
ORDER BY (chain, block_number, log_index)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW neg_risk_events_hex AS
SELECT
  chain, block_number, block_time,
  concat('0x', lower(hex(block_hash))) AS block_hash,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  tx_index, log_index,
  concat('0x', lower(hex(contract_address))) AS contract_address,
  kind,
  concat('0x', lower(hex(market_id))) AS market_id,
  concat('0x', lower(hex(question_id))) AS question_id,
  concat('0x', lower(hex(condition_id))) AS condition_id,
  concat('0x', lower(hex(oracle))) AS oracle,
  concat('0x', lower(hex(stakeholder))) AS stakeholder,
  fee_bips, question_index, outcome, index_set, amount, amounts,
  concat('0x', lower(hex(data))) AS data,
  job_id, version, created_at
FROM neg_risk_events FINAL;
