CREATE TABLE IF NOT EXISTS range_coverage
(
  job_id LowCardinality(String),
  chain LowCardinality(String),
  first UInt64,
  last UInt64,
  rest_last Nullable(UInt64),
  day_idx UInt32,
  work_number UInt64,
  attempt UInt32,
  covered UInt8,
  reason String,
  verdict LowCardinality(String),
  corroborated UInt8,
  row_counts Map(LowCardinality(String), UInt64),
  digests Map(LowCardinality(String), UInt64),
  segments Array(Tuple(first UInt64, last UInt64, endpoint LowCardinality(String), head UInt64, verdict LowCardinality(String), corroborated_by LowCardinality(String))),
  first_parent_hash String,
  last_hash String,
  offsets Map(LowCardinality(String), UInt64),
  spot_checks UInt64,
  spot_unproven UInt64,
  distrusted Array(LowCardinality(String)),
  requests UInt64,
  retries UInt64,
  worker_id LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  completed_at DateTime64(3, 'UTC'),
  version UInt64,
  created_at DateTime64(3, 'UTC'),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (job_id, first)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW range_coverage_hex AS
SELECT * REPLACE (
  if(empty(first_parent_hash), '', concat('0x', lower(hex(first_parent_hash)))) AS first_parent_hash,
  if(empty(last_hash), '', concat('0x', lower(hex(last_hash)))) AS last_hash)
FROM range_coverage FINAL;
