-- One market with a hole must not hide among many sound ones: most markets have to be neutral by themselves.
SELECT
  if(count() = 0, 1, countIf(error <= {tolerance:Float64}) / count()) AS value,
  concat(toString(countIf(error <= {tolerance:Float64})), ' of ', toString(count()),
    ' markets of at least ', toString({min_usd:Float64}), ' USDC are within ',
    toString({tolerance:Float64})) AS detail,
  arraySlice(arrayReverseSort(market -> market.2, groupArrayIf(
    (concat('0x', lower(hex(market_key))), error), error > {tolerance:Float64})), 1, 5) AS worst
FROM market_neutrality_runs
WHERE chain = {chain:String} AND run_id = {run:String} AND base >= {min_usd:Float64} * 1000000
