-- In a market without losses of data about as many positions win as lose; a strange share asks for a look.
-- stage: profits
SELECT
  if(sum(wins) + sum(losses) = 0, 0.45, sum(wins) / (sum(wins) + sum(losses))) AS value,
  concat(toString(sum(wins)), ' won, ', toString(sum(losses)), ' lost') AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM wallet_pnl_runs
WHERE chain = {chain:String} AND run_id = {run:String}
