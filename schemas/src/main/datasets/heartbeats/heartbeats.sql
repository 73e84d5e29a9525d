CREATE TABLE IF NOT EXISTS heartbeats
(
  worker_id LowCardinality(String),
  role LowCardinality(String),
  state LowCardinality(String),
  last_batch UInt64,
  in_flight UInt32,
  rows UInt64,
  chains Array(LowCardinality(String)),
  endpoints Array(Tuple(endpoint LowCardinality(String), state LowCardinality(String), rate Float64, demand Float64, requests UInt64, refusals UInt64, latency_millis Float64, head UInt64, used Float64, limit Float64, fleet_rate Float64, keeps_rate UInt8, in_flight UInt32, max_in_flight UInt32, paused_millis UInt64, errors Map(LowCardinality(String), UInt64), lacking Array(LowCardinality(String)))),
  process LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC'),
  version UInt64,
  created_at DateTime64(3, 'UTC'),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY worker_id
SETTINGS non_replicated_deduplication_window = 20000;

-- The workers that have not left.
CREATE OR REPLACE VIEW worker_heartbeats AS
SELECT worker_id, role, last_batch, in_flight, rows, chains, endpoints, started_at, updated_at
FROM heartbeats FINAL
WHERE state != 'LEFT';
