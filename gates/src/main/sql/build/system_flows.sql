-- What addresses of the market kept: fees. The CTF and the collateral's wrapper hold what is locked,
-- burn addresses what is gone.
INSERT INTO system_flows_runs
SELECT
  {run:String}, {chain:String}, legs.block_number, tx_hash, legs.address, legs.role, legs.token_id,
  if(legs.token_id = 0, sole_condition, legs.condition_id),
  if(legs.token_id = 0, sole_market, legs.market_key),
  legs.outcome_index,
  if(legs.token_id = 0, toInt256(0), legs.net), if(legs.token_id = 0, legs.net, toInt256(0))
FROM
(
  SELECT * FROM market_legs_runs
  WHERE chain = {chain:String} AND run_id = {run:String} AND net != 0
    AND role NOT IN ('', 'ctf', 'collateral', 'wcol', 'burn')
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
) AS legs
INNER JOIN
(
  SELECT tx_hash, sole_condition, sole_market FROM market_transactions_runs
  WHERE chain = {chain:String} AND run_id = {run:String}
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
) AS transactions USING (tx_hash)
