-- What a wallet's fills tell of a token in a transaction, where its legs do not tell as much.
--
-- They tell nothing unless they account for all shares that moved of the token, and for all collateral
-- that the wallet paid to those who settle and got from them: it may be that somebody else paid, that a
-- part was given back, or that transfers are missing.
INSERT INTO filled_legs_runs
SELECT
  {run:String}, {chain:String}, block_number, block_time, tx_hash, address, token_id, condition_id,
  market_key, outcome_index, net, paid
FROM
(
  SELECT * FROM market_legs_runs
  WHERE chain = {chain:String} AND run_id = {run:String} AND token_id != 0
    AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
) AS legs
INNER JOIN
(
  SELECT tx_hash, address, token.1 AS token_id, token.2 AS shares, token.3 AS paid
  FROM
  (
    SELECT tx_hash, address, groupArray((token_id, shares, cash)) AS tokens, sum(cash) AS told
    FROM
    (
      SELECT
        tx_hash, address, token_id, sum(bought) AS shares, sum(paid) AS cash,
        sumIf(paid, paid > 0) - sumIf(moved, moved > 0) AS spent_otherwise,
        sumIf(paid, paid < 0) - sumIf(moved, moved < 0) AS earned_otherwise
      FROM
      (
        SELECT
          tx_hash, maker AS address,
          if(maker_asset_id = 0, taker_asset_id, maker_asset_id) AS token_id,
          -- a fee is taken from what the maker gets
          if(maker_asset_id = 0, toInt256(taker_amount_filled) - toInt256(fee),
            -toInt256(maker_amount_filled)) AS bought,
          if(maker_asset_id = 0, toInt256(maker_amount_filled),
            toInt256(fee) - toInt256(taker_amount_filled)) AS paid,
          toInt256(0) AS moved
        FROM exchange_fills FINAL
        WHERE {mode:String} != 'literal'
          AND chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
          AND contract_address IN (SELECT address FROM system_addresses FINAL
            WHERE chain = {chain:String} AND role = 'exchange')
        UNION ALL
        SELECT tx_hash, leg.1, toUInt256(0), toInt256(0), toInt256(0), leg.3
        FROM
        (
          SELECT tx_hash, from_address, to_address, value
          FROM erc20_transfers_staging FINAL
          WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
            AND token_address IN (SELECT address FROM system_addresses FINAL
              WHERE chain = {chain:String} AND role = 'collateral')
            AND tx_hash IN (SELECT tx_hash FROM exchange_fills
              WHERE chain = {chain:String}
                AND block_number BETWEEN {first:UInt64} AND {last:UInt64})
        )
        ARRAY JOIN [(from_address, to_address, toInt256(value)),
          (to_address, from_address, -toInt256(value))] AS leg
        WHERE leg.2 IN (SELECT address FROM system_addresses FINAL
          WHERE chain = {chain:String} AND role IN ('exchange', 'fee'))
      )
      GROUP BY tx_hash, address, token_id
    )
    GROUP BY tx_hash, address
    HAVING sum(spent_otherwise) = 0 AND sum(earned_otherwise) = 0
  ) AS told_wallets
  INNER JOIN
  (
    SELECT
      tx_hash, address, sumIf(net, token_id = 0) AS cash, sumIf(net, token_id != 0) AS shares_moved,
      countIf(token_id != 0) AS tokens_moved
    FROM market_legs_runs
    WHERE chain = {chain:String} AND run_id = {run:String} AND role = ''
      AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
      AND tx_hash IN (SELECT tx_hash FROM exchange_fills
        WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64})
    GROUP BY tx_hash, address
  ) AS wallets USING (tx_hash, address)
  ARRAY JOIN tokens AS token
  -- legs tell as much where all cash is that of the only token
  WHERE tokens_moved > 1 OR cash != told OR (shares_moved > 0) != (told > 0)
) AS filled USING (tx_hash, address, token_id)
WHERE shares = net
