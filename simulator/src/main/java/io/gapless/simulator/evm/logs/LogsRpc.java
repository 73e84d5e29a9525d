package io.gapless.simulator.evm.logs;

import io.gapless.simulator.evm.rpc.JsonOut;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.RequestCounters;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcCall;
import java.io.IOException;

/// Answers `eth_getLogs`. An answer is rendered while it is sent and never held in memory.
public final class LogsRpc {
  private final boolean timestamps;
  private final LogLens lens;
  private final RequestCounters counters;

  /// @param timestamps whether logs carry their block's time
  /// @param lens what the node makes of its logs
  public LogsRpc(boolean timestamps, LogLens lens, RequestCounters counters) {
    this.timestamps = timestamps;
    this.lens = lens;
    this.counters = counters;
  }

  /// Answers a call; beyond the node's head there is nothing.
  public RpcAnswer answer(RpcCall call) {
    LogQuery query = LogQuery.parse(call.param(0), call.view());
    return new RpcAnswer.Result(out -> new Writing(call.view(), query, out).write());
  }

  /// One answer on its way out.
  private final class Writing {
    private final NodeView view;
    private final LogQuery query;
    private final JsonOut out;
    private final LogJson json;
    private long written;

    Writing(NodeView view, LogQuery query, JsonOut out) {
      this.view = view;
      this.query = query;
      this.out = out;
      this.json = new LogJson(view.chain(), timestamps);
    }

    void write() throws IOException {
      out.raw("[");
      writeBlocks(query);
      long next = query.last() + 1;
      if (next <= view.head() && lens.overruns(query.last())) {
        writeBlocks(new LogQuery(next, next, query.filter()));
      }
      out.raw("]");
      counters.logs(written);
    }

    private void writeBlocks(LogQuery blocks) throws IOException {
      var scan = new LogScan(view, blocks);
      while (scan.next()) {
        json.begin(scan.number());
        for (int log = 0; log < scan.logs().size(); log++) {
          writeLog(scan, log);
        }
      }
    }

    private void writeLog(LogScan scan, int log) throws IOException {
      int copies = scan.matches(log)
          ? lens.copies(scan.number(), log)
          : lens.strays(scan.number(), log) ? 1 : 0;
      if (copies > 0 && lens.altered(scan.number(), log)) {
        scan.logs().alter(log);
      }
      for (int copy = 0; copy < copies && !lens.full(written); copy++) {
        if (written++ > 0) {
          out.raw(",");
        }
        json.write(scan.logs(), log, out);
      }
    }
  }
}
