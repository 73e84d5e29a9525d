CREATE TABLE IF NOT EXISTS gate_results
(
  chain LowCardinality(String),
  run_id LowCardinality(String),
  profile LowCardinality(String),
  gate LowCardinality(String),
  outcome LowCardinality(String),
  value Nullable(Float64),
  threshold String,
  detail String,
  worst Array(Tuple(subject String, value Float64)),
  evaluated_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (chain, evaluated_at, run_id, profile, gate);

-- A row a change of a run's state.
CREATE TABLE IF NOT EXISTS rebuild_runs
(
  chain LowCardinality(String),
  run_id LowCardinality(String),
  state LowCardinality(String),
  reason String,
  updated_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (chain, run_id, updated_at);

CREATE TABLE IF NOT EXISTS coverage_snapshots
(
  chain LowCardinality(String),
  run_id LowCardinality(String),
  generated_at DateTime64(3, 'UTC'),
  json String
)
ENGINE = ReplacingMergeTree
ORDER BY (chain, run_id);
