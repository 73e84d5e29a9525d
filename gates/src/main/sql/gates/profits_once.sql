-- A wallet has one row in a condition; more are the work of two derivations of one run at a time.
-- stage: profits
SELECT
  toFloat64(sum(copies - 1)) AS value,
  concat('of ', toString(sum(copies)), ' rows') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM
(
  SELECT count() AS copies FROM condition_pnl_runs
  WHERE chain = {chain:String} AND run_id = {run:String}
  GROUP BY wallet, condition_id
)
