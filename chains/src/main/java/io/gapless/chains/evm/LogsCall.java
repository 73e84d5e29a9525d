package io.gapless.chains.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.LogParser.LogsRead;
import io.gapless.chains.evm.LogsCheck.BadLogException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Asks for the logs of a range and, with them, for the header of its last block: a node that lags
/// answers the first with too few logs and calls it success, and the second with null.
final class LogsCall {

  private final RpcBatches batches;

  LogsCall(RpcBatches batches) {
    this.batches = batches;
  }

  Answer<LogsAnswer> ask(BlockRange range, LogFilter filter, LogVisitor visitor)
      throws InterruptedException {
    var check = new LogsCheck(range, filter, visitor);
    List<RpcCall> calls = List.of(Headers.call(range.last()), logsCall(range, filter));
    OptionalLong blocks = OptionalLong.of(range.size());
    Exchange exchange = batches.send(
        calls, blocks, body -> LogParser.parse(body, check), () -> check.count() == 0);
    return switch (exchange) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long bytes) ->
          outcomes.get(1).then(logs -> outcomes.get(0).then(
              header -> answer(range, check, logs, header, bytes)));
    };
  }

  private static RpcCall logsCall(BlockRange range, LogFilter filter) {
    return new RpcCall("eth_getLogs", "[{" + filter.json()
        + "\"fromBlock\":\"0x" + Long.toHexString(range.first())
        + "\",\"toBlock\":\"0x" + Long.toHexString(range.last()) + "\"}]");
  }

  private static Answer<LogsAnswer> answer(
      BlockRange range,
      LogsCheck check,
      Optional<Object> logs,
      Optional<Object> header,
      long bytes) {
    if (!(logs.orElse(null) instanceof LogsRead(long count))) {
      return Answer.refused(new Refusal.MissingData(
          Missing.UNKNOWN, Said.of("the node has no logs list for " + range)));
    }
    return Headers.check(header, range.last()).then(last -> {
      try {
        check.finish(last);
        return Answer.of(new LogsAnswer(count, last, bytes));
      } catch (BadLogException e) {
        return Answer.refused(new Refusal.BadAnswer(Said.of("bad answer: " + e.getMessage())));
      }
    });
  }
}
