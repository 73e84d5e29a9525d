-- A wallet's token has one row in a transaction; more are the work of two derivations of one run at a time.
SELECT
  toFloat64(count() - uniqExact(tx_hash, wallet, token_id)) AS value,
  concat('of ', toString(count()), ' rows') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM net_flows_runs
WHERE chain = {chain:String} AND run_id = {run:String}
