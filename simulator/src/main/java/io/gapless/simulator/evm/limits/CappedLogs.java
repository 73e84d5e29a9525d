package io.gapless.simulator.evm.limits;

import io.gapless.simulator.evm.logs.LogJson;
import io.gapless.simulator.evm.logs.LogQuery;
import io.gapless.simulator.evm.logs.LogScan;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcCall;
import io.gapless.simulator.evm.rpc.RpcHandler;
import java.util.Optional;

/// Refuses an `eth_getLogs` beyond the head or above a provider's caps, in the provider's words;
/// hands on the rest. What a query would give is counted, not rendered.
public final class CappedLogs implements RpcHandler {
  private final RpcHandler next;
  private final LogCaps caps;
  private final Wordings wordings;
  private final boolean shortBeyondHead;
  private final boolean logTimestamps;

  /// @param shortBeyondHead whether a range beyond the head is cut short without a word, not refused
  /// @param logTimestamps whether logs carry their block's time, which counts as bytes
  public CappedLogs(RpcHandler next, LogCaps caps, Wordings wordings, boolean shortBeyondHead,
      boolean logTimestamps) {
    this.next = next;
    this.caps = caps;
    this.wordings = wordings;
    this.shortBeyondHead = shortBeyondHead;
    this.logTimestamps = logTimestamps;
  }

  @Override
  public RpcAnswer answer(RpcCall call) {
    if (!call.method().equals("eth_getLogs")) {
      return next.answer(call);
    }
    LogQuery query = LogQuery.parse(call.param(0), call.view());
    return refusal(query, call.view()).orElseGet(() -> next.answer(call));
  }

  private Optional<RpcAnswer> refusal(LogQuery query, NodeView view) {
    long head = view.head();
    if (query.last() > head && !shortBeyondHead) {
      return Optional.of(wordings.refuse(Refusal.BEYOND_HEAD, head, query, head));
    }
    int addressCap = caps.addressCap();
    if (addressCap > 0 && query.addresses() > addressCap) {
      return Optional
          .of(wordings.refuse(Refusal.ADDRESSES, addressCap, query, query.last()));
    }
    int spanCap = caps.spanCap();
    if (spanCap > 0 && query.span() > spanCap) {
      return Optional
          .of(wordings.refuse(Refusal.SPAN, spanCap, query, query.first() + spanCap - 1));
    }
    return caps.resultCap() > 0 || caps.responseBytesCap() > 0
        ? count(query, view)
        : Optional.empty();
  }

  private Optional<RpcAnswer> count(LogQuery query, NodeView view) {
    long resultCap = caps.resultCap() > 0 ? caps.resultCap() : Long.MAX_VALUE;
    long bytesCap = caps.responseBytesCap() > 0 ? caps.responseBytesCap() : Long.MAX_VALUE;
    var json = new LogJson(view.chain(), logTimestamps);
    var scan = new LogScan(view, query);
    long results = 0;
    long bytes = 1; // the brackets, less the comma that the first log has not
    while (scan.next()) {
      json.begin(scan.number());
      for (int log = 0; log < scan.logs().size(); log++) {
        if (scan.matches(log)) {
          results++;
          bytes += 1 + json.size(scan.logs(), log);
        }
      }
      long tryLast = Math.max(query.first(), scan.number() - 1);
      if (results > resultCap) {
        return Optional.of(wordings.refuse(Refusal.RESULTS, resultCap, query, tryLast));
      }
      if (bytes > bytesCap) {
        return Optional.of(wordings.refuse(Refusal.BYTES, bytesCap, query, tryLast));
      }
    }
    return Optional.empty();
  }
}
