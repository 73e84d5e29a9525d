CREATE TABLE IF NOT EXISTS erc721_transfers_staging
(
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  block_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  log_index UInt32 CODEC(Delta, ZSTD),
  token_address FixedString(20),
  from_address FixedString(20),
  to_address FixedString(20),
  token_id UInt256,
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(block_number, 1000000))
ORDER BY (chain, block_number, log_index)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW erc721_transfers_staging_hex AS
SELECT
  chain, block_number, block_time,
  concat('0x', lower(hex(block_hash))) AS block_hash,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  tx_index, log_index,
  concat('0x', lower(hex(token_address))) AS token_address,
  concat('0x', lower(hex(from_address))) AS from_address,
  concat('0x', lower(hex(to_address))) AS to_address,
  token_id,
  job_id, version, created_at
FROM erc721_transfers_staging FINAL;
