-- Shares that each address got, less what it gave, in each transaction of a slice of blocks.
INSERT INTO market_legs_runs
SELECT
  {run:String}, {chain:String}, any(block_number), any(block_time), tx_hash, address,
  any(systems.role), token_id, any(condition_id), any(market_key), any(outcome_index), sum(delta)
FROM
(
  SELECT
    block_number, block_time, tx_hash, token_id, condition_id, market_key, outcome_index,
    leg.1 AS address, leg.2 AS delta
  FROM
  (
    SELECT block_number, block_time, tx_hash, from_address, to_address, token_id, amount
    FROM
    (
      SELECT block_number, block_time, tx_hash, from_address, to_address, token_ids, amounts
      FROM erc1155_transfers_staging FINAL
      WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
        AND token_address IN
          (SELECT address FROM system_addresses FINAL WHERE chain = {chain:String} AND role = 'ctf')
    )
    ARRAY JOIN token_ids AS token_id, amounts AS amount
  ) AS items
  -- anybody can prepare conditions on worthless tokens and mint 2^256 of them: only mapped ones count
  INNER JOIN
  (
    SELECT token_id, condition_id, market_key, outcome_index
    FROM ctf_token_map FINAL WHERE chain = {chain:String}
  ) AS map USING (token_id)
  ARRAY JOIN [(from_address, -toInt256(amount)), (to_address, toInt256(amount))] AS leg
) AS legs
LEFT JOIN
(
  SELECT address, role FROM system_addresses FINAL WHERE chain = {chain:String}
) AS systems USING (address)
WHERE address != toFixedString('', 20)
GROUP BY tx_hash, address, token_id
