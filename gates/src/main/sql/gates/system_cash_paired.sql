-- Collateral that touches the market's contracts moves shares in the same transaction; where none moved, logs of the CTF are missing, which the other gates cannot see.
SELECT
  if(sum(touching) = 0, NULL, 1 - toFloat64(sum(unpaired)) / toFloat64(sum(touching))) AS value,
  concat('of ', toString(toUInt64(sum(touching) / 1000000)), ' USDC that touched the contracts')
    AS detail,
  arraySlice(arrayReverseSort(slice -> slice.2, groupArrayIf((concat('blocks ', toString(first),
    ' to ', toString(last)), toFloat64(unpaired) / 1e6), unpaired > 0)), 1, 5) AS worst
FROM system_cash_runs
WHERE chain = {chain:String} AND run_id = {run:String}
