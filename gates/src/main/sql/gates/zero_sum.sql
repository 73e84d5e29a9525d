-- What some win in a resolved market, others lose, or it went to fees.
-- stage: profits
SELECT
  max(error) AS value,
  concat('the worst of ', toString(count()), ' resolved markets of at least ',
    toString({min_usd:Float64}), ' USDC') AS detail,
  arraySlice(arrayReverseSort(market -> market.2, groupArray(
    (concat('0x', lower(hex(market_key))), error))), 1, 5) AS worst
FROM
(
  SELECT market_key, abs(toFloat64(sum(result))) / toFloat64(sum(turnover)) AS error
  FROM
  (
    SELECT market_key, realized AS result, volume AS turnover
    FROM condition_pnl_runs
    WHERE chain = {chain:String} AND run_id = {run:String} AND resolved
    UNION ALL
    SELECT market_key,
      if(token_id = 0, -usdc_net, intDiv(
        token_net * toInt256(payout_numerators[outcome_index + 1]), toInt256(payout_denominator))),
      toInt256(0)
    FROM
    (
      SELECT * FROM system_flows_runs WHERE chain = {chain:String} AND run_id = {run:String}
    ) AS flows
    INNER JOIN
    (
      SELECT condition_id, payout_numerators, payout_denominator
      FROM market_resolutions_final WHERE chain = {chain:String} AND payout_denominator > 0
    ) AS resolutions USING (condition_id)
  )
  GROUP BY market_key
  HAVING sum(turnover) >= {min_usd:Float64} * 1000000
)
