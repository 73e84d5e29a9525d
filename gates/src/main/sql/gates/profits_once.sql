-- A wallet has one row in a condition; more are the work of two derivations of one run at a time.
-- stage: profits
SELECT
  toFloat64(count() - uniqExact(wallet, condition_id)) AS value,
  concat('of ', toString(count()), ' rows') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM condition_pnl_runs
WHERE chain = {chain:String} AND run_id = {run:String}
