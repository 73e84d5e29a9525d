-- A resolution pays something, names a payout for each outcome, and its winner is one of them; those that pay several outcomes are counted, and right.
SELECT
  if(count() = 0, 1, countIf(valid) / count()) AS value,
  concat(toString(count()), ' resolutions, ', toString(countIf(NOT is_one_hot)),
    ' pay several outcomes') AS detail,
  arraySlice(groupArrayIf((concat('0x', lower(hex(condition_id))), 1.), NOT valid), 1, 5) AS worst
FROM
(
  SELECT condition_id, is_one_hot,
    payout_denominator > 0 AND length(payout_numerators) = outcome_count
      AND (NOT is_one_hot OR (winning_index >= 0 AND winning_index < outcome_count)) AS valid
  FROM market_resolutions_final WHERE chain = {chain:String}
)
