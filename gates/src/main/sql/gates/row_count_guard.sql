-- A rebuild that has far fewer rows than what is live has lost something.
-- stage: profits
SELECT
  if(live = 0, 1, fresh / live) AS value,
  concat(toString(fresh), ' rows, ', toString(live), ' live') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM
(
  SELECT countIf(run_id = {run:String}) AS fresh, countIf(run_id != {run:String}) AS live
  FROM net_flows_runs
  WHERE chain = {chain:String} AND (run_id = {run:String}
    OR (chain, run_id) IN (SELECT chain, run_id FROM active_runs))
)
