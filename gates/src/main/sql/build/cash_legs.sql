-- Collateral that each address paid, less what it got, in the transactions that moved shares.
INSERT INTO market_legs_runs
SELECT
  {run:String}, {chain:String}, any(block_number), any(block_time), tx_hash, address,
  any(systems.role), 0, toFixedString('', 32), toFixedString('', 32), -1, sum(delta)
FROM
(
  SELECT block_number, block_time, tx_hash, leg.1 AS address, leg.2 AS delta
  FROM
  (
    SELECT block_number, block_time, tx_hash, from_address, to_address, value
    FROM erc20_transfers_staging FINAL
    WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
      AND token_address IN (SELECT address FROM system_addresses FINAL
        WHERE chain = {chain:String} AND role = 'collateral')
      AND tx_hash IN (SELECT tx_hash FROM market_legs_runs
        WHERE chain = {chain:String} AND run_id = {run:String} AND token_id != 0
          AND block_number BETWEEN {first:UInt64} AND {last:UInt64})
  )
  ARRAY JOIN [(from_address, toInt256(value)), (to_address, -toInt256(value))] AS leg
) AS legs
LEFT JOIN
(
  SELECT address, role FROM system_addresses FINAL WHERE chain = {chain:String}
) AS systems USING (address)
WHERE address != toFixedString('', 20)
GROUP BY tx_hash, address
