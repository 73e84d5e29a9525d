SELECT
  (SELECT countIf(status = 'COMPLETE') FROM day_checkpoints FINAL
    WHERE chain = {chain:String} AND (empty({jobs:Array(String)}) OR has({jobs:Array(String)}, job_id))) AS days_complete,
  (SELECT count() FROM erc20_transfers_staging FINAL WHERE chain = {chain:String}) AS erc20_rows,
  (SELECT count() FROM erc1155_transfers_staging FINAL WHERE chain = {chain:String})
    AS erc1155_rows,
  (SELECT any(value) FROM gate_results
    WHERE chain = {chain:String} AND run_id = {run:String} AND gate = 'no_duplicates')
    AS duplicates,
  (SELECT countIf(NOT covered) FROM range_coverage FINAL
    WHERE chain = {chain:String} AND (empty({jobs:Array(String)}) OR has({jobs:Array(String)}, job_id))) AS failed_ranges,
  (SELECT uniqExact(worker_id) FROM range_coverage FINAL
    WHERE chain = {chain:String} AND (empty({jobs:Array(String)}) OR has({jobs:Array(String)}, job_id))) AS workers
