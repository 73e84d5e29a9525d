SELECT uniqExact(day) AS total_days, min(day) AS first_day, max(day) AS last_day,
  min(first) AS from_block, max(last) AS to_block
FROM day_checkpoints FINAL
WHERE chain = {chain:String} AND (empty({jobs:Array(String)}) OR has({jobs:Array(String)}, job_id))
