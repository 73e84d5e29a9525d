-- A log is counted once.
SELECT
  toFloat64(sum(repeated)) AS value,
  concat('logs stored more than once: ', arrayStringConcat(groupArray(concat(name, ' ',
    toString(repeated))), ', ')) AS detail,
  CAST([], 'Array(Tuple(String, Float64))') AS worst
FROM
(
  SELECT 'erc20_transfers_staging' AS name, sum(copies - 1) AS repeated
  FROM
  (
    SELECT count() AS copies FROM erc20_transfers_staging FINAL
    WHERE chain = {chain:String} GROUP BY tx_hash, log_index HAVING copies > 1
  )
  UNION ALL
  SELECT 'erc1155_transfers_staging', sum(copies - 1)
  FROM
  (
    SELECT count() AS copies FROM erc1155_transfers_staging FINAL
    WHERE chain = {chain:String} GROUP BY tx_hash, log_index HAVING copies > 1
  )
)
