-- Volume of which both legs are there and unambiguous; it falls where transfers of one side are missing.
SELECT
  if(sum(flows.volume) = 0, NULL,
    toFloat64(sumIf(flows.volume, confidence = 'HIGH')) / toFloat64(sum(flows.volume))) AS value,
  concat('of ', toString(toUInt64(sum(flows.volume) / 1000000)), ' USDC') AS detail,
  arrayMap(pair -> (pair.1, toFloat64(pair.2) / 1e6), arraySlice(arrayReverseSort(pair -> pair.2,
    arrayZip(mapKeys(sumMap(map(reason, if(confidence = 'HIGH', toInt256(0), flows.volume))) AS by),
      mapValues(by))), 1, 5)) AS worst
FROM net_flows_runs AS flows
WHERE chain = {chain:String} AND run_id = {run:String}
