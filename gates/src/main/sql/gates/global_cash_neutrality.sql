-- Every dollar that a wallet spends and no other wallet receives has to be locked in the CTF; the two sides come from different logs, so a hole in either shows here.
SELECT
  if(sum(base) = 0, NULL, toFloat64(sum(abs(spent - locked))) / toFloat64(sum(base))) AS value,
  concat('spent and not locked, of ', toString(toUInt64(sum(base) / 1000000)), ' USDC in ',
    toString(count()), ' markets') AS detail,
  arraySlice(arrayReverseSort(market -> market.2, groupArray(
    (concat('0x', lower(hex(market_key))), toFloat64(abs(spent - locked)) / 1e6))), 1, 5) AS worst
FROM market_neutrality_runs
WHERE chain = {chain:String} AND run_id = {run:String}
