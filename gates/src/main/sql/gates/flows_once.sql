-- A wallet's token has one row in a transaction; more are the work of two derivations of one run at a time.
SELECT
  toFloat64(sum(copies - 1)) AS value,
  concat('of ', toString(sum(copies)), ' rows') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM
(
  SELECT count() AS copies FROM net_flows_runs
  WHERE chain = {chain:String} AND run_id = {run:String}
  GROUP BY tx_hash, wallet, token_id
)
