package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// Answers `eth_getLogs`. An answer is rendered while it is sent and never held in memory.
final class LogsRpc {
  private final NodeView view;
  private final boolean timestamps;
  private final RequestCounters counters;

  LogsRpc(NodeView view, boolean timestamps, RequestCounters counters) {
    this.view = view;
    this.timestamps = timestamps;
    this.counters = counters;
  }

  RpcAnswer answer(JsonNode param) {
    LogQuery query = LogQuery.parse(param, view);
    return new RpcAnswer.Result(out -> write(query, out));
  }

  private void write(LogQuery query, JsonOut out) throws IOException {
    var json = new LogJson(view.chain(), timestamps);
    var scan = new LogScan(view.chain(), query);
    long written = 0;
    out.raw("[");
    while (scan.next()) {
      json.begin(scan.number());
      for (int log = 0; log < scan.logs().size(); log++) {
        if (scan.matches(log)) {
          if (written++ > 0) {
            out.raw(",");
          }
          json.write(scan.logs(), log, out);
        }
      }
    }
    out.raw("]");
    counters.logs(written);
  }
}
