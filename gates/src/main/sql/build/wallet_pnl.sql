INSERT INTO wallet_pnl_runs
SELECT
  {run:String}, {chain:String}, wallet, count(), sum(resolved), sum(cash), sum(volume),
  sum(realized), sum(realized_excl_transfers), sumIf(cash, NOT resolved),
  countIf(resolved AND realized > {dust:Int64}) AS wins,
  countIf(resolved AND realized < -{dust:Int64}) AS losses,
  if(wins + losses = 0, 0, wins / (wins + losses)), min(first_at), max(last_at)
FROM condition_pnl_runs
WHERE chain = {chain:String} AND run_id = {run:String}
GROUP BY wallet
