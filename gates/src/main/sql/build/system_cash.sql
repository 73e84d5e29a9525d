-- Collateral that touched the market's contracts, and the part of it beside which no share moved.
INSERT INTO system_cash_runs
SELECT
  {run:String}, {chain:String}, {first:UInt64}, {last:UInt64}, sum(toInt256(value)),
  sumIf(toInt256(value), tx_hash NOT IN (SELECT tx_hash FROM market_legs_runs
    WHERE chain = {chain:String} AND run_id = {run:String} AND token_id != 0
      AND block_number BETWEEN {first:UInt64} AND {last:UInt64}))
FROM erc20_transfers_staging FINAL
WHERE chain = {chain:String} AND block_number BETWEEN {first:UInt64} AND {last:UInt64}
  AND token_address IN (SELECT address FROM system_addresses FINAL
    WHERE chain = {chain:String} AND role = 'collateral')
  AND (from_address IN (SELECT address FROM system_addresses FINAL
      WHERE chain = {chain:String} AND role IN ('ctf', 'exchange', 'adapter'))
    OR to_address IN (SELECT address FROM system_addresses FINAL
      WHERE chain = {chain:String} AND role IN ('ctf', 'exchange', 'adapter')))
