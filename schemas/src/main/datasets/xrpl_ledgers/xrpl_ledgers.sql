CREATE TABLE IF NOT EXISTS xrpl_ledgers
(
  chain LowCardinality(String),
  ledger_index UInt64 CODEC(Delta, ZSTD),
  close_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  parent_close_time Nullable(DateTime64(3, 'UTC')),
  close_time_resolution UInt32,
  close_flags Nullable(UInt32),
  ledger_hash FixedString(32),
  parent_hash FixedString(32),
  transaction_hash FixedString(32),
  account_hash FixedString(32),
  total_drops UInt64 CODEC(Delta, ZSTD),
  tx_count UInt32,
  payment_count UInt32,
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(ledger_index, 1000000))
ORDER BY (chain, ledger_index)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW xrpl_ledgers_hex AS
SELECT
  chain, ledger_index, close_time, parent_close_time, close_time_resolution, close_flags,
  hex(ledger_hash) AS ledger_hash,
  hex(parent_hash) AS parent_hash,
  hex(transaction_hash) AS transaction_hash,
  hex(account_hash) AS account_hash,
  total_drops, tx_count, payment_count,
  job_id, version, created_at
FROM xrpl_ledgers FINAL;
