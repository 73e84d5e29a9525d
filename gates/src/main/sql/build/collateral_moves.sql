-- What splits lock and merges, redemptions and conversions release: root positions on the collateral,
-- and the adapter's own events for those on the wrapped one.
INSERT INTO collateral_moves_runs
SELECT
  {run:String}, {chain:String}, block_number, tx_hash, condition_id,
  if(moves.market_key != toFixedString('', 32), moves.market_key,
    if(conditions.market_key != toFixedString('', 32), conditions.market_key, condition_id)),
  locked, toInt256(abs(locked)), flows.clean,
  adapted OR locked = 0 OR made.is_made
FROM
(
  SELECT
    block_number, tx_hash, condition_id, toFixedString('', 32) AS market_key,
    if(kind = 'SPLIT', toInt256(amount), -toInt256(amount)) AS locked, toUInt8(0) AS adapted
  FROM ctf_events FINAL
  WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
    AND kind IN ('SPLIT', 'MERGE', 'REDEMPTION') AND parent_collection_id = toFixedString('', 32)
    AND contract_address IN
      (SELECT address FROM system_addresses FINAL WHERE chain = {chain:String} AND role = 'ctf')
    AND collateral_token IN (SELECT address FROM system_addresses FINAL
      WHERE chain = {chain:String} AND role = 'collateral')
  UNION ALL
  SELECT
    block_number, tx_hash, condition_id, market_id,
    multiIf(
      kind = 'SPLIT', toInt256(amount),
      kind = 'CONVERSION', -toInt256(amount) * (bitCount(index_set) - 1),
      -toInt256(amount)), 1
  FROM neg_risk_events FINAL
  WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
    AND kind IN ('SPLIT', 'MERGE', 'REDEMPTION', 'CONVERSION')
    AND contract_address IN
      (SELECT address FROM system_addresses FINAL WHERE chain = {chain:String} AND role = 'adapter')
) AS moves
LEFT JOIN
(
  SELECT condition_id, any(market_key) AS market_key
  FROM ctf_token_map FINAL WHERE chain = {chain:String} GROUP BY condition_id
) AS conditions USING (condition_id)
LEFT JOIN
(
  SELECT tx_hash, max(clean) AS clean
  FROM net_flows_runs
  WHERE chain = {chain:String} AND run_id = {run:String}
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
  GROUP BY tx_hash
) AS flows USING (tx_hash)
LEFT JOIN
(
  SELECT DISTINCT tx_hash, condition_id, 1 AS is_made
  FROM
  (
    SELECT tx_hash, token_id
    FROM
    (
      SELECT tx_hash, token_ids FROM erc1155_transfers_staging FINAL
      WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
        AND (from_address = toFixedString('', 20) OR to_address = toFixedString('', 20))
        AND token_address IN
          (SELECT address FROM system_addresses FINAL WHERE chain = {chain:String} AND role = 'ctf')
    )
    ARRAY JOIN token_ids AS token_id
  ) AS made_tokens
  INNER JOIN
  (
    SELECT token_id, condition_id FROM ctf_token_map FINAL WHERE chain = {chain:String}
  ) AS map USING (token_id)
) AS made USING (tx_hash, condition_id)
