-- Nobody gives away shares that he never got: a balance below zero means that a transfer to the wallet is missing. Only conditions that were prepared inside the window count.
SELECT
  if(count() = 0, 0, countIf(balance < 0) / count()) AS value,
  concat(toString(countIf(balance < 0)), ' of ', toString(count()), ' balances are below zero')
    AS detail,
  arraySlice(arraySort(pair -> pair.2, groupArrayIf((concat('0x', lower(hex(wallet)), ' of token ',
    toString(token_id)), toFloat64(balance) / 1e6), balance < 0)), 1, 5) AS worst
FROM
(
  SELECT wallet, token_id, sum(token_net) AS balance
  FROM net_flows_runs
  WHERE chain = {chain:String} AND run_id = {run:String} AND token_id IN
    (SELECT token_id FROM ctf_token_map FINAL
      WHERE chain = {chain:String} AND prepared_block >= {window_first:UInt64})
  GROUP BY wallet, token_id
)
