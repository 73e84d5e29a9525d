package io.gapless.simulator.evm;

import java.util.Optional;

/// Refuses an `eth_getLogs` above a provider's caps, in the provider's words; hands on the rest.
/// What a query would give is counted, not rendered.
final class CappedLogs implements RpcHandler {
  private final RpcHandler next;
  private final NodeView view;
  private final EvmNodeOptions options;
  private final Wordings wordings;

  CappedLogs(RpcHandler next, NodeView view, EvmNodeOptions options, Wordings wordings) {
    this.next = next;
    this.view = view;
    this.options = options;
    this.wordings = wordings;
  }

  @Override
  public RpcAnswer answer(RpcCall call) {
    if (!call.method().equals("eth_getLogs")) {
      return next.answer(call);
    }
    LogQuery query = LogQuery.parse(call.param(0), view);
    return refusal(query).orElseGet(() -> next.answer(call));
  }

  private Optional<RpcAnswer> refusal(LogQuery query) {
    int spanCap = options.spanCap();
    if (spanCap > 0 && query.span() > spanCap) {
      return Optional
          .of(wordings.refuse(Refusal.SPAN, spanCap, query, query.first() + spanCap - 1));
    }
    return options.resultCap() > 0 || options.responseBytesCap() > 0
        ? count(query)
        : Optional.empty();
  }

  private Optional<RpcAnswer> count(LogQuery query) {
    long resultCap = options.resultCap() > 0 ? options.resultCap() : Long.MAX_VALUE;
    long bytesCap = options.responseBytesCap() > 0 ? options.responseBytesCap() : Long.MAX_VALUE;
    var json = new LogJson(view.chain(), options.logTimestamps());
    var scan = new LogScan(view.chain(), query);
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
