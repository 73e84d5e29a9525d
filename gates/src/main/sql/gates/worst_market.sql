-- No market may be far off, however many others are sound.
SELECT
  max(error) AS value,
  concat('the worst of ', toString(count()), ' markets of at least ',
    toString({min_usd:Float64}), ' USDC') AS detail,
  arraySlice(arrayReverseSort(market -> market.2, groupArray(
    (concat('0x', lower(hex(market_key))), error))), 1, 5) AS worst
FROM market_neutrality_runs
WHERE chain = {chain:String} AND run_id = {run:String} AND base >= {min_usd:Float64} * 1000000
