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
import org.jspecify.annotations.Nullable;

/// Asks for the receipts of blocks, and checks that they are the ones that were asked for.
final class Receipts {

  static final LogFilter EVERYTHING = new LogFilter(List.of(), List.of());

  private Receipts() {}

  private record Read(List<EvmReceipt> receipts) {}

  static RpcCall call(long block) {
    return new RpcCall(EvmClient.BLOCK_RECEIPTS, "[\"0x" + Long.toHexString(block) + "\"]");
  }

  /// Reads headers and receipts: what is an array are receipts.
  static @Nullable Object read(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.START_ARRAY
        ? new Read(ReceiptReader.readAll(json))
        : Headers.READER.read(json);
  }

  /// The block that two results make. Its logs pass the checks that logs of `eth_getLogs` pass, and
  /// carry the header's time. How many receipts there must be is for others to say: on some chains
  /// there are receipts without a transaction, or transactions without a receipt.
  static Answer<EvmBlock> block(Optional<Object> header, Optional<Object> receipts, long number) {
    return Headers.check(header, number).then(checked -> block(checked, receipts));
  }

  private static Answer<EvmBlock> block(EvmHeader header, Optional<Object> result) {
    return result.orElse(null) instanceof Read(List<EvmReceipt> receipts)
        ? block(header, receipts)
        : missing(Missing.UNKNOWN, header.number());
  }

  /// The block that a header, which was checked, and receipts make.
  static Answer<EvmBlock> block(EvmHeader header, List<EvmReceipt> receipts) {
    long number = header.number();
    if (receipts.isEmpty() && header.transactionCount() > 0) {
      return missing(Missing.PRUNED, number);
    }
    var check = new LogsCheck(BlockRange.of(number), EVERYTHING,
        log -> log.blockTimestamp = header.timestamp());
    try {
      receipts.forEach(receipt -> receipt.logs().forEach(check::visit));
      check.finish(header);
      return Answer.of(new EvmBlock(header, receipts));
    } catch (BadLogException e) {
      return Answer.refused(new Refusal.BadAnswer(Said.of("bad answer: " + e.getMessage())));
    }
  }

  static <T> Answer<T> missing(Missing where, long number) {
    return Answer.refused(new Refusal.MissingData(
        where, Said.of("the node has no receipts of block " + number)));
  }
}
