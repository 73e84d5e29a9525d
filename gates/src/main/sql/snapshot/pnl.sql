SELECT
  toFloat64(sum(realized)) / 1e6 AS total_realized_usd,
  toFloat64(sum(volume)) / 1e6 AS total_volume_usd,
  sum(wins) AS won, sum(losses) AS lost,
  if(won + lost = 0, 0, won / (won + lost)) AS global_win_rate,
  toFloat64(max(realized)) / 1e6 AS top_gain_usd, toFloat64(min(realized)) / 1e6 AS top_loss_usd,
  (SELECT -toFloat64(sum(usdc_net)) / 1e6 FROM system_flows_runs
    WHERE chain = {chain:String} AND run_id = {run:String}) AS cash_fees_usd,
  (SELECT any(value) FROM gate_results
    WHERE chain = {chain:String} AND run_id = {run:String} AND gate = 'zero_sum')
    AS worst_zero_sum_error
FROM wallet_pnl_runs
WHERE chain = {chain:String} AND run_id = {run:String}
