-- Who splits gets shares, who merges or redeems gives them up: an event without its transfer shows a single log that is missing.
SELECT
  if(count() = 0, 1, countIf(paired) / count()) AS value,
  concat(toString(countIf(NOT paired)), ' of ', toString(count()),
    ' splits, merges and redemptions moved no shares') AS detail,
  arraySlice(arraySort(groupArrayIf((concat('block ', toString(block_number), ', transaction 0x',
    lower(hex(tx_hash))), toFloat64(moved) / 1e6), NOT paired)), 1, 5) AS worst
FROM collateral_moves_runs
WHERE chain = {chain:String} AND run_id = {run:String}
