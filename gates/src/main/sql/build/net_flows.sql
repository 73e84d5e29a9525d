-- Direction and confidence of what a wallet did in a transaction, a row a token.
--
-- The wallet's cash goes to the tokens whose sign agrees with it, in proportion to their weight: the
-- shares, or what they are paid in a redemption. Truncated; the heaviest takes the rest.
--
-- A wallet of which nothing is HIGH so is judged again by what is left without the legs whose cash fills
-- tell.
INSERT INTO net_flows_runs
WITH
legs_of_wallets AS
(
  SELECT
    block_number, block_time, tx_hash, address, token_id, condition_id, market_key, outcome_index,
    net
  FROM market_legs_runs
  WHERE chain = {chain:String} AND run_id = {run:String} AND role = ''
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
),
filled AS
(
  SELECT * FROM filled_legs_runs
  WHERE chain = {chain:String} AND run_id = {run:String}
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
),
judged AS
(
  SELECT
    block_number, block_time, tx_hash, wallet, again,
    row.1 AS token_id, row.2 AS condition_id, row.3 AS market_key, row.4 AS outcome_index,
    row.5 AS token_net, row.6 AS usdc_net, row.7 AS agrees, row.8 AS redeems,
    token_id = 0 AS cash_only,
    if(agrees AND token_net != 0, toFloat64(abs(usdc_net)) / toFloat64(abs(token_net)), 0) AS price,
    multiIf(NOT agrees, 'UNKNOWN', token_net > 0, 'BUY', 'SELL') AS direction,
    -- shares without cash count at a dollar each, but for those that a redemption shows to be worthless
    multiIf(
      agrees OR cash_only, toInt256(abs(usdc_net)),
      redeems AND row.9 = 0, toInt256(0),
      toInt256(abs(token_net))) AS volume,
    multiIf(
      cash_only, 'cash_leg_only',
      token_net = 0, 'zero_net',
      cash = 0, 'token_leg_only',
      NOT agrees, 'legs_disagree',
      price > {max_price:Float64}, 'price_too_high',
      has_opposite, 'both_legs_with_opposite_token',
      agreeing_conditions > 1, 'both_legs_many_conditions_pro_rata',
      redeems, 'redemption',
      agreeing_tokens > 1, 'both_legs_one_condition_set',
      'both_legs_single_token') AS reason,
    if({mode:String} = 'literal',
      multiIf(cash != 0 AND token_net != 0, 'HIGH', cash != 0 OR token_net != 0, 'MEDIUM', 'LOW'),
      multiIf(
        reason IN ('redemption', 'both_legs_one_condition_set', 'both_legs_single_token'), 'HIGH',
        reason IN ('zero_net', 'legs_disagree', 'price_too_high'), 'LOW',
        'MEDIUM')) AS confidence
  FROM
  (
    SELECT
      block_number, block_time, tx_hash, wallet, again, cash,
      arrayMap(token -> cash != 0 AND token.5 != 0 AND (token.5 > 0) = (cash > 0), tokens) AS agree,
      arrayCount(agreed -> agreed, agree) AS agreeing_tokens,
      length(arrayDistinct(arrayFilter((condition, agreed) -> agreed,
        arrayMap(token -> token.2, tokens), agree))) AS agreeing_conditions,
      arrayExists((token, agreed) -> token.5 != 0 AND cash != 0 AND NOT agreed, tokens, agree)
        AS has_opposite,
      arrayMap((token, agreed) -> if(agreed, token.6, toInt256(0)), tokens, agree) AS weights,
      arraySum(weights) AS weight,
      indexOf(weights, arrayMax(weights)) AS heaviest,
      arrayMap(w -> if(weight = 0, toInt256(0), intDiv(cash * w, weight)), weights) AS truncated,
      cash - arraySum(truncated) AS rest,
      arrayConcat(
        arrayMap((token, agreed, part, i) -> (token.1, token.2, token.3, token.4, token.5,
            part + if(weight != 0 AND i = heaviest, rest, toInt256(0)), agreed, token.7, token.6),
          tokens, agree, truncated, arrayEnumerate(tokens)),
        if(cash != 0 AND weight = 0,
          [(toUInt256(0), sole_condition, sole_market, toInt16(-1), toInt256(0), cash, toUInt8(0),
            toUInt8(0), toInt256(0))], [])) AS rows
    FROM
    (
      SELECT
        any(block_number) AS block_number, any(block_time) AS block_time, tx_hash,
        address AS wallet, again,
        sumIf(net, token_id = 0) AS cash,
        arraySort(token -> token.1, groupArrayIf((token_id, condition_id, market_key,
          outcome_index, net,
          toInt256(abs(net))
            * if(redeems, toInt256(payout_numerators[outcome_index + 1]), toInt256(1)),
          redeems), token_id != 0)) AS tokens
      FROM
      (
        SELECT legs.*, redemptions.redeemed AND net < 0 AS redeems,
          redemptions.payout_numerators AS payout_numerators
        FROM
        (
          SELECT *, 0 AS again FROM legs_of_wallets
          UNION ALL
          SELECT *, 1 FROM legs_of_wallets
          WHERE block_number IN (SELECT block_number FROM filled)
            AND (tx_hash, address) IN (SELECT tx_hash, address FROM filled)
            AND (tx_hash, address, token_id) NOT IN (SELECT tx_hash, address, token_id FROM filled)
          UNION ALL
          SELECT block_number, block_time, tx_hash, address, toUInt256(0), toFixedString('', 32),
            toFixedString('', 32), toInt16(-1), -paid, 1
          FROM filled
        ) AS legs
        LEFT JOIN
        (
          SELECT DISTINCT tx_hash, stakeholder AS address, condition_id, 1 AS redeemed,
            resolutions.payout_numerators AS payout_numerators
          FROM
          (
            SELECT tx_hash, stakeholder, condition_id FROM ctf_events FINAL
            WHERE chain = {chain:String} AND kind = 'REDEMPTION'
              AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
            UNION ALL
            SELECT tx_hash, stakeholder, condition_id FROM neg_risk_events FINAL
            WHERE chain = {chain:String} AND kind = 'REDEMPTION'
              AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
          ) AS redeemed
          INNER JOIN market_resolutions_final AS resolutions
            ON resolutions.condition_id = redeemed.condition_id
          WHERE resolutions.chain = {chain:String}
        ) AS redemptions USING (tx_hash, address, condition_id)
      )
      GROUP BY tx_hash, address, again
    ) AS wallets
    -- cash without a token of its wallet belongs to the transaction's condition, where it has but one
    INNER JOIN
    (
      SELECT tx_hash, sole_condition, sole_market FROM market_transactions_runs
      WHERE chain = {chain:String} AND run_id = {run:String}
        AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
    ) AS transactions USING (tx_hash)
  )
  ARRAY JOIN rows AS row
)
SELECT
  {run:String}, {chain:String}, block_number, block_time, tx_hash, wallet, token_id, condition_id,
  market_key, outcome_index, token_net, usdc_net, direction, confidence, reason, price, volume,
  countIf(confidence = 'HIGH') OVER (PARTITION BY tx_hash) > 0
    AND countIf(confidence != 'HIGH' AND usdc_net != 0) OVER (PARTITION BY tx_hash) = 0
FROM
(
  SELECT *,
    countIf(NOT again AND confidence = 'HIGH') OVER (PARTITION BY tx_hash, wallet) AS sure,
    max(again) OVER (PARTITION BY tx_hash, wallet) AS has_fills
  FROM
  (
    SELECT
      block_number, block_time, tx_hash, wallet, again, token_id, condition_id, market_key,
      outcome_index, token_net, usdc_net, direction, confidence, reason, price, volume
    FROM judged
    UNION ALL
    SELECT
      block_number, block_time, tx_hash, address, 1, token_id, condition_id, market_key,
      outcome_index, net, paid,
      multiIf(net > 0 AND paid > 0, 'BUY', net < 0 AND paid < 0, 'SELL', 'UNKNOWN') AS direction,
      if(direction = 'UNKNOWN', 'LOW', 'HIGH'), 'order_filled',
      if(direction = 'UNKNOWN', 0, toFloat64(abs(paid)) / toFloat64(abs(net))),
      toInt256(abs(paid))
    FROM filled
  )
)
WHERE again = (has_fills AND sure = 0)
