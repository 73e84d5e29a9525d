SELECT 'net_flows' AS name, countIf(run_id = previous) AS old_rows,
  countIf(run_id = {run:String}) AS new_rows,
  (SELECT max(activated_at) FROM run_activations
    WHERE chain = {chain:String} AND run_id = {run:String}) AS swapped_at,
  (SELECT any(previous_run_id) FROM active_runs WHERE chain = {chain:String}) AS previous
FROM net_flows_runs WHERE chain = {chain:String}
UNION ALL
SELECT 'condition_pnl', countIf(run_id = previous), countIf(run_id = {run:String}),
  (SELECT max(activated_at) FROM run_activations
    WHERE chain = {chain:String} AND run_id = {run:String}),
  (SELECT any(previous_run_id) FROM active_runs WHERE chain = {chain:String}) AS previous
FROM condition_pnl_runs WHERE chain = {chain:String}
UNION ALL
SELECT 'wallet_pnl', countIf(run_id = previous), countIf(run_id = {run:String}),
  (SELECT max(activated_at) FROM run_activations
    WHERE chain = {chain:String} AND run_id = {run:String}),
  (SELECT any(previous_run_id) FROM active_runs WHERE chain = {chain:String}) AS previous
FROM wallet_pnl_runs WHERE chain = {chain:String}
