CREATE TABLE IF NOT EXISTS xrpl_transaction_enrichment
(
  chain LowCardinality(String),
  ledger_index UInt64 CODEC(Delta, ZSTD),
  close_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  ledger_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  tx_type LowCardinality(String),
  result LowCardinality(String),
  account FixedString(20),
  fee_drops UInt64,
  sequence UInt64,
  flags UInt64,
  tx_blob String CODEC(ZSTD),
  meta_blob String CODEC(ZSTD),
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(ledger_index, 1000000))
ORDER BY (chain, ledger_index, tx_hash)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW xrpl_transaction_enrichment_hex AS
SELECT * REPLACE (
  hex(ledger_hash) AS ledger_hash,
  hex(tx_hash) AS tx_hash,
  xrpl_address(account) AS account,
  hex(tx_blob) AS tx_blob,
  hex(meta_blob) AS meta_blob)
FROM xrpl_transaction_enrichment FINAL;
