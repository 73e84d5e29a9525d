-- What is not loaded cannot be judged: each day of the market's jobs is covered, and no range is open or failed.
SELECT
  if(days = 0, NULL, complete / days) * (failed = 0) AS value,
  concat(toString(complete), ' of ', toString(days), ' days complete, ', toString(failed),
    ' ranges failed') AS detail,
  worst
FROM
(
  SELECT
    count() AS days, countIf(status = 'COMPLETE') AS complete,
    arraySlice(groupArrayIf((concat('job ', substring(job_id, 1, 8), ', ', day), 1.),
      status != 'COMPLETE'), 1, 5) AS worst
  FROM day_checkpoints FINAL
  WHERE chain = {chain:String} AND has({jobs:Array(String)}, job_id)
) AS checkpoints,
(
  SELECT countIf(NOT covered) AS failed
  FROM range_coverage FINAL
  WHERE chain = {chain:String} AND has({jobs:Array(String)}, job_id)
) AS ranges
