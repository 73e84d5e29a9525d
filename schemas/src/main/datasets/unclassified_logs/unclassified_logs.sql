CREATE TABLE IF NOT EXISTS unclassified_logs
(
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  block_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  log_index UInt32 CODEC(Delta, ZSTD),
  address FixedString(20),
  topics Array(FixedString(32)),
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

CREATE OR REPLACE VIEW unclassified_logs_hex AS
SELECT
  chain, block_number, block_time,
  concat('0x', lower(hex(block_hash))) AS block_hash,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  tx_index, log_index,
  concat('0x', lower(hex(address))) AS address,
  arrayMap(topic -> concat('0x', lower(hex(topic))), topics) AS topics,
  concat('0x', lower(hex(data))) AS data,
  job_id, version, created_at
FROM unclassified_logs FINAL;
