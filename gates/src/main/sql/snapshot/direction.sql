SELECT
  count() AS rows, countIf(direction != 'UNKNOWN') AS with_direction,
  map('HIGH', map('rows', toFloat64(countIf(confidence = 'HIGH')),
      'volume_usd', toFloat64(sumIf(volume, confidence = 'HIGH')) / 1e6),
    'MEDIUM', map('rows', toFloat64(countIf(confidence = 'MEDIUM')),
      'volume_usd', toFloat64(sumIf(volume, confidence = 'MEDIUM')) / 1e6),
    'LOW', map('rows', toFloat64(countIf(confidence = 'LOW')),
      'volume_usd', toFloat64(sumIf(volume, confidence = 'LOW')) / 1e6)) AS by_confidence,
  if(sum(volume) = 0, 0,
    toFloat64(sumIf(volume, confidence = 'HIGH')) / toFloat64(sum(volume))) AS high_volume_share
FROM net_flows_runs
WHERE chain = {chain:String} AND run_id = {run:String}
