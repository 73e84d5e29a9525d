-- What a run derives, a partition each: readers see one run through the views, whole or not at all.

-- What each address gave and took in a transaction: token_id 0 is its collateral (positive: paid),
-- others are shares (positive: received). Scratch of a run.
CREATE TABLE IF NOT EXISTS market_legs_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  tx_hash FixedString(32),
  address FixedString(20),
  role LowCardinality(String),
  token_id UInt256,
  condition_id FixedString(32),
  market_key FixedString(32),
  outcome_index Int16,
  net Int256
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, block_number, tx_hash, address, token_id);

-- Legs whose cash fills tell, where the other legs do not tell as much: what was paid for the shares
-- (negative: what was got). Scratch of a run.
CREATE TABLE IF NOT EXISTS filled_legs_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  tx_hash FixedString(32),
  address FixedString(20),
  token_id UInt256,
  condition_id FixedString(32),
  market_key FixedString(32),
  outcome_index Int16,
  net Int256,
  paid Int256
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, block_number, tx_hash, address, token_id);

-- The condition of each transaction that moved shares of one only, and its market.
CREATE OR REPLACE VIEW market_transactions_runs AS
SELECT
  run_id, chain, block_number, tx_hash,
  if(uniqExact(condition_id) = 1, any(condition_id), toFixedString('', 32)) AS sole_condition,
  if(uniqExact(market_key) = 1, any(market_key), toFixedString('', 32)) AS sole_market
FROM market_legs_runs
WHERE token_id != 0
GROUP BY run_id, chain, block_number, tx_hash;

-- Collateral that touched a contract of the market, and how much of it in transactions that moved no
-- token of the market: a row a slice of blocks.
CREATE TABLE IF NOT EXISTS system_cash_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  first UInt64,
  last UInt64,
  touching Int256,
  unpaired Int256
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, first);

-- Amounts are in the collateral's smallest unit (10^-6 USDC), shares too.
CREATE TABLE IF NOT EXISTS net_flows_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  tx_hash FixedString(32),
  wallet FixedString(20),
  token_id UInt256,
  condition_id FixedString(32),
  market_key FixedString(32),
  outcome_index Int16,
  token_net Int256,
  usdc_net Int256,
  direction Enum8('UNKNOWN' = 0, 'BUY' = 1, 'SELL' = 2),
  confidence Enum8('LOW' = 0, 'MEDIUM' = 1, 'HIGH' = 2),
  reason LowCardinality(String),
  price Float64,
  volume Int256,
  clean UInt8
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, condition_id, wallet, token_id, block_number, tx_hash);

-- What addresses of the market kept in a transaction: fees, above all.
CREATE TABLE IF NOT EXISTS system_flows_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  block_number UInt64,
  tx_hash FixedString(32),
  address FixedString(20),
  role LowCardinality(String),
  token_id UInt256,
  condition_id FixedString(32),
  market_key FixedString(32),
  outcome_index Int16,
  token_net Int256,
  usdc_net Int256
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, condition_id, block_number, tx_hash);

-- What splits lock in a market, and merges, redemptions and conversions release; paired is 0 where the
-- transfer that makes or burns the shares is not there.
CREATE TABLE IF NOT EXISTS collateral_moves_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  block_number UInt64,
  tx_hash FixedString(32),
  condition_id FixedString(32),
  market_key FixedString(32),
  locked Int256,
  moved Int256,
  clean UInt8,
  paired UInt8
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, market_key, block_number, tx_hash);

-- A wallet in a condition; shares by outcome.
CREATE TABLE IF NOT EXISTS condition_pnl_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  wallet FixedString(20),
  condition_id FixedString(32),
  market_key FixedString(32),
  cash Int256,
  shares Array(Int256),
  volume Int256,
  resolved UInt8,
  realized Int256,
  transfer_value Int256,
  realized_excl_transfers Int256,
  first_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, wallet, condition_id);

CREATE TABLE IF NOT EXISTS wallet_pnl_runs
(
  run_id LowCardinality(String),
  chain LowCardinality(String),
  wallet FixedString(20),
  conditions UInt64,
  resolved_conditions UInt64,
  cash Int256,
  volume Int256,
  realized Int256,
  realized_excl_transfers Int256,
  open_cash Int256,
  wins UInt64,
  losses UInt64,
  win_rate Float64,
  first_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY (chain, run_id)
ORDER BY (chain, run_id, wallet);

-- Which run readers see: the newest row of a chain. One insert swaps every table at once.
CREATE TABLE IF NOT EXISTS run_activations
(
  chain LowCardinality(String),
  activated_at DateTime64(3, 'UTC'),
  run_id LowCardinality(String),
  previous_run_id LowCardinality(String)
)
ENGINE = MergeTree
ORDER BY (chain, activated_at);

CREATE OR REPLACE VIEW active_runs AS
SELECT chain, run_id, activated_at, previous_run_id
FROM run_activations
ORDER BY activated_at DESC
LIMIT 1 BY chain;

CREATE OR REPLACE VIEW net_flows AS
SELECT
  chain, block_number, block_time,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  concat('0x', lower(hex(wallet))) AS wallet,
  token_id,
  concat('0x', lower(hex(condition_id))) AS condition_id,
  concat('0x', lower(hex(market_key))) AS market_key,
  outcome_index,
  toDecimal256(token_net, 6) / 1000000 AS token_net,
  toDecimal256(usdc_net, 6) / 1000000 AS usdc_net,
  direction, confidence, reason, price,
  toDecimal256(volume, 6) / 1000000 AS volume_usd,
  clean, run_id
FROM net_flows_runs
WHERE (chain, run_id) IN (SELECT chain, run_id FROM active_runs);

CREATE OR REPLACE VIEW condition_pnl AS
SELECT
  chain,
  concat('0x', lower(hex(wallet))) AS wallet,
  concat('0x', lower(hex(condition_id))) AS condition_id,
  concat('0x', lower(hex(market_key))) AS market_key,
  toDecimal256(cash, 6) / 1000000 AS cash,
  arrayMap(share -> toDecimal256(share, 6) / 1000000, shares) AS shares,
  toDecimal256(volume, 6) / 1000000 AS volume_usd,
  resolved,
  toDecimal256(realized, 6) / 1000000 AS realized_usd,
  toDecimal256(realized_excl_transfers, 6) / 1000000 AS realized_excl_transfers_usd,
  first_at, last_at, run_id
FROM condition_pnl_runs
WHERE (chain, run_id) IN (SELECT chain, run_id FROM active_runs);

CREATE OR REPLACE VIEW wallet_pnl AS
SELECT
  chain,
  concat('0x', lower(hex(wallet))) AS wallet,
  conditions, resolved_conditions,
  toDecimal256(cash, 6) / 1000000 AS cash,
  toDecimal256(volume, 6) / 1000000 AS volume_usd,
  toDecimal256(realized, 6) / 1000000 AS realized_usd,
  toDecimal256(realized_excl_transfers, 6) / 1000000 AS realized_excl_transfers_usd,
  toDecimal256(open_cash, 6) / 1000000 AS open_cash_usd,
  wins, losses, win_rate, first_at, last_at, run_id
FROM wallet_pnl_runs
WHERE (chain, run_id) IN (SELECT chain, run_id FROM active_runs);

-- Cash neutrality a market: what wallets spent in clean transactions, against what was locked.
CREATE OR REPLACE VIEW market_neutrality_runs AS
SELECT
  run_id, chain, market_key, sum(usdc) AS spent, sum(lock) AS locked,
  greatest(sum(usdc_abs), sum(lock_abs)) AS base,
  if(base = 0, 0, toFloat64(abs(spent - locked)) / toFloat64(base)) AS error
FROM
(
  SELECT run_id, chain, market_key, sum(usdc_net) AS usdc, sum(toInt256(abs(usdc_net))) AS usdc_abs,
    toInt256(0) AS lock, toInt256(0) AS lock_abs
  FROM net_flows_runs WHERE clean AND confidence = 'HIGH' GROUP BY run_id, chain, market_key
  UNION ALL
  SELECT run_id, chain, market_key, toInt256(0), toInt256(0), sum(locked), sum(moved)
  FROM collateral_moves_runs WHERE clean GROUP BY run_id, chain, market_key
)
GROUP BY run_id, chain, market_key;
