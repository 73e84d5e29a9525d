package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.LogsCheck.BadLogException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Asks for the receipts of a block and its header, and takes the logs out of the receipts.
final class ReceiptLogsCall {

  private static final LogFilter EVERYTHING = new LogFilter(List.of(), List.of());

  private final RpcBatches batches;

  ReceiptLogsCall(RpcBatches batches) {
    this.batches = batches;
  }

  private record ReceiptsRead(long receipts) {}

  /// Passes on what the filter asks for, out of all logs of the block.
  private static final class Picker implements LogVisitor {
    private final LogsCheck filter;
    private final LogVisitor next;
    private long count;

    Picker(LogsCheck filter, LogVisitor next) {
      this.filter = filter;
      this.next = next;
    }

    @Override
    public void visit(EvmLog log) {
      if (filter.matches(log)) {
        count++;
        next.visit(log);
      }
    }
  }

  Answer<LogsAnswer> ask(long block, LogFilter filter, LogVisitor visitor)
      throws InterruptedException {
    BlockRange range = BlockRange.of(block);
    var picker = new Picker(new LogsCheck(range, filter, visitor), visitor);
    var all = new LogsCheck(range, EVERYTHING, picker);
    List<RpcCall> calls = List.of(
        Headers.call(block),
        new RpcCall("eth_getBlockReceipts", "[\"0x" + Long.toHexString(block) + "\"]"));
    Exchange exchange = batches.send(
        calls,
        OptionalLong.of(1),
        body -> RpcReader.read(body, json -> result(json, all)),
        () -> all.count() == 0);
    return switch (exchange) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long bytes) ->
          outcomes.get(1).then(receipts -> outcomes.get(0).then(
              header -> Headers.check(header, block).then(
                  checked -> answer(all, picker.count, receipts, checked, bytes))));
    };
  }

  private static @Nullable Object result(JsonParser json, LogVisitor visitor) throws IOException {
    return switch (json.currentToken()) {
      case START_ARRAY -> receipts(json, visitor);
      case START_OBJECT -> HeaderReader.read(json);
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("neither receipts nor a block");
    };
  }

  private static ReceiptsRead receipts(JsonParser json, LogVisitor visitor) throws IOException {
    long count = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      boolean hasLogs = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.START_ARRAY && name.equals("logs")) {
          JacksonLogParser.logs(json, visitor);
          hasLogs = true;
        } else {
          json.skipChildren();
        }
      }
      if (!hasLogs) {
        throw new IllegalArgumentException("a receipt has no logs list");
      }
      count++;
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of receipts");
    return new ReceiptsRead(count);
  }

  private static Answer<LogsAnswer> answer(
      LogsCheck all, long matched, Optional<Object> receipts, EvmHeader header, long bytes) {
    if (!(receipts.orElse(null) instanceof ReceiptsRead(long count))) {
      return Answer.refused(new Refusal.MissingData(
          Missing.UNKNOWN, Said.of("the node has no receipts of block " + header.number())));
    }
    if (count != header.transactionCount()) {
      return Answer.refused(new Refusal.BadAnswer(Said.of("block " + header.number() + " has "
          + header.transactionCount() + " transactions, and " + count + " receipts came")));
    }
    try {
      all.finish(header);
      return Answer.of(new LogsAnswer(matched, header, bytes));
    } catch (BadLogException e) {
      return Answer.refused(new Refusal.BadAnswer(Said.of("bad answer: " + e.getMessage())));
    }
  }
}
