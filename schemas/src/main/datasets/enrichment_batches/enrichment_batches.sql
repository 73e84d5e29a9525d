CREATE TABLE IF NOT EXISTS enrichment_batches
(
  job_id LowCardinality(String),
  chain LowCardinality(String),
  number UInt64,
  attempt UInt32,
  wanted UInt64,
  found UInt64,
  handed_back UInt64,
  absent Array(Tuple(block_number UInt64, tx_hash FixedString(32), reason String)),
  failed Array(Tuple(block_number UInt64, tx_hash FixedString(32), reason String)),
  reason String,
  offsets Map(LowCardinality(String), UInt64),
  requests UInt64,
  calls UInt64,
  blocks UInt64,
  worker_id LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  completed_at DateTime64(3, 'UTC'),
  version UInt64,
  created_at DateTime64(3, 'UTC'),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (job_id, number, attempt)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW enrichment_batches_hex AS
SELECT * REPLACE (
  arrayMap(one -> (one.block_number, concat('0x', lower(hex(one.tx_hash))), one.reason)::Tuple(block_number UInt64, tx_hash String, reason String), absent) AS absent,
  arrayMap(one -> (one.block_number, concat('0x', lower(hex(one.tx_hash))), one.reason)::Tuple(block_number UInt64, tx_hash String, reason String), failed) AS failed)
FROM enrichment_batches FINAL;
