SELECT gate, argMax(outcome, evaluated_at) AS outcome, argMax(value, evaluated_at) AS value,
  argMax(threshold, evaluated_at) AS threshold, argMax(detail, evaluated_at) AS detail
FROM gate_results
WHERE chain = {chain:String} AND run_id = {run:String}
GROUP BY gate ORDER BY gate
