SELECT
  (SELECT uniqExact(condition_id) FROM ctf_token_map FINAL WHERE chain = {chain:String})
    AS prepared,
  (SELECT uniqExact(condition_id) FROM net_flows_runs
    WHERE chain = {chain:String} AND run_id = {run:String} AND token_id != 0) AS traded,
  count() AS resolved, countIf(is_one_hot) AS one_hot, countIf(NOT is_one_hot) AS split_payout,
  countIf(payout_denominator = 0) AS invalid
FROM market_resolutions_final
WHERE chain = {chain:String}
