CREATE TABLE IF NOT EXISTS exchange_fills
(
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  block_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  log_index UInt32 CODEC(Delta, ZSTD),
  contract_address FixedString(20),
  order_hash FixedString(32),
  maker FixedString(20),
  taker FixedString(20),
  maker_asset_id UInt256,
  taker_asset_id UInt256,
  maker_amount_filled UInt256,
  taker_amount_filled UInt256,
  fee UInt256,
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(block_number, 1000000))
ORDER BY (chain, block_number, log_index)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW exchange_fills_hex AS
SELECT
  chain, block_number, block_time,
  concat('0x', lower(hex(block_hash))) AS block_hash,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  tx_index, log_index,
  concat('0x', lower(hex(contract_address))) AS contract_address,
  concat('0x', lower(hex(order_hash))) AS order_hash,
  concat('0x', lower(hex(maker))) AS maker,
  concat('0x', lower(hex(taker))) AS taker,
  maker_asset_id, taker_asset_id, maker_amount_filled, taker_amount_filled, fee,
  job_id, version, created_at
FROM exchange_fills FINAL;
