-- Shares are facts whatever the confidence; cash is what the flows gave to the condition. What is
-- resolved is realized, redeemed or not.
INSERT INTO condition_pnl_runs
SELECT
  {run:String}, {chain:String}, wallet, condition_id, market_key, cash,
  arrayMap(i -> shares[indexOf(outcomes, i)],
    range(greatest(length(numerators), toUInt64(arrayMax(outcomes) + 1)))) AS shares_of_outcomes,
  volume, notEmpty(numerators) AS resolved,
  if(resolved, cash + arraySum((outcome, share) -> if(outcome < 0, toInt256(0),
    intDiv(share * toInt256(numerators[outcome + 1]), toInt256(denominator))), outcomes, shares),
    toInt256(0)) AS realized,
  if(resolved, arraySum((outcome, share) -> if(outcome < 0, toInt256(0),
    intDiv(share * toInt256(numerators[outcome + 1]), toInt256(denominator))), outcomes, gifts),
    toInt256(0)) AS transfer_value,
  realized - transfer_value, first_at, last_at
FROM
(
  SELECT
    wallet, condition_id, any(market_key) AS market_key, sum(outcome_cash) AS cash,
    groupArray(toInt32(outcome_index)) AS outcomes, groupArray(outcome_shares) AS shares,
    groupArray(outcome_gifts) AS gifts, sum(outcome_volume) AS volume,
    min(outcome_first) AS first_at, max(outcome_last) AS last_at
  FROM
  (
    SELECT
      wallet, condition_id, outcome_index, any(market_key) AS market_key,
      -sum(usdc_net) AS outcome_cash, sum(token_net) AS outcome_shares,
      sumIf(token_net, reason = 'token_leg_only') AS outcome_gifts, sum(volume) AS outcome_volume,
      min(block_time) AS outcome_first, max(block_time) AS outcome_last
    FROM net_flows_runs
    WHERE chain = {chain:String} AND run_id = {run:String}
    GROUP BY wallet, condition_id, outcome_index
  )
  GROUP BY wallet, condition_id
) AS positions
LEFT JOIN
(
  SELECT condition_id, payout_numerators AS numerators, payout_denominator AS denominator
  FROM market_resolutions_final WHERE chain = {chain:String} AND payout_denominator > 0
) AS resolutions USING (condition_id)
