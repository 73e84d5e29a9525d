WITH
  (SELECT any(previous_run_id) FROM active_runs WHERE chain = {chain:String}) AS previous,
  (SELECT max(activated_at) FROM run_activations
    WHERE chain = {chain:String} AND run_id = {run:String}) AS swapped_at
SELECT name, countIf(run_id = previous) AS old_rows, countIf(run_id = {run:String}) AS new_rows,
  swapped_at, previous
FROM
(
  SELECT 'net_flows' AS name, run_id FROM net_flows_runs WHERE chain = {chain:String}
  UNION ALL
  SELECT 'condition_pnl', run_id FROM condition_pnl_runs WHERE chain = {chain:String}
  UNION ALL
  SELECT 'wallet_pnl', run_id FROM wallet_pnl_runs WHERE chain = {chain:String}
)
GROUP BY name ORDER BY name
