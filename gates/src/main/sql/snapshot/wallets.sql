SELECT count() AS traded, countIf(resolved_conditions > 0) AS with_resolved_pnl
FROM wallet_pnl_runs
WHERE chain = {chain:String} AND run_id = {run:String}
