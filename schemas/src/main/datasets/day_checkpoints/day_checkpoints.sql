CREATE TABLE IF NOT EXISTS day_checkpoints
(
  job_id LowCardinality(String),
  chain LowCardinality(String),
  day_idx UInt32,
  day String,
  first UInt64,
  last UInt64,
  status LowCardinality(String),
  shard_id LowCardinality(String),
  blocks_covered UInt64,
  row_counts Map(LowCardinality(String), UInt64),
  submitted_at DateTime64(3, 'UTC'),
  version UInt64,
  created_at DateTime64(3, 'UTC'),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (job_id, day_idx)
SETTINGS non_replicated_deduplication_window = 20000;

-- The days of the job that was submitted last.
CREATE OR REPLACE VIEW backfill_checkpoint AS
SELECT
  day_idx, day, status, shard_id,
  row_counts['erc20_transfers'] AS erc20_count,
  row_counts['erc721_transfers'] AS erc721_count,
  row_counts['erc1155_transfers'] AS erc1155_count,
  row_counts['unclassified_logs'] AS unclassified_count,
  first AS first_block, last AS last_block, blocks_covered,
  job_id, chain, created_at AS updated_at
FROM day_checkpoints FINAL
WHERE job_id = (SELECT argMax(job_id, submitted_at) FROM day_checkpoints FINAL);
