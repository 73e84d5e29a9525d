package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.RpcReader.ResultReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks for headers, and checks that they are the ones that were asked for.
final class Headers {

  static final ResultReader READER =
      json -> json.currentToken() == JsonToken.VALUE_NULL ? null : HeaderReader.read(json);

  private Headers() {}

  static RpcCall call(long number) {
    return call("\"0x" + Long.toHexString(number) + "\"");
  }

  static RpcCall call(BlockTag tag) {
    return call(tag.json());
  }

  /// The block with its transactions.
  static RpcCall fullCall(long number) {
    return call("\"0x" + Long.toHexString(number) + "\"", true);
  }

  private static RpcCall call(String block) {
    return call(block, false);
  }

  private static RpcCall call(String block, boolean full) {
    return new RpcCall("eth_getBlockByNumber", "[" + block + "," + full + "]");
  }

  static Answer<EvmHeader> check(Optional<Object> result, BlockTag tag) {
    return result
        .<Answer<EvmHeader>>map(header -> Answer.of((EvmHeader) header))
        .orElseGet(() -> Answer.refused(
            new Refusal.MissingData(Missing.UNKNOWN, Said.of("the node has no block " + tag))));
  }

  static Answer<EvmHeader> check(Optional<Object> result, long number) {
    return result.orElse(null) instanceof EvmHeader header
        ? check(header, number)
        : missing(result, number);
  }

  static Answer<EvmHeader> check(EvmHeader header, long number) {
    return header.number() == number
        ? Answer.of(header)
        : Answer.refused(new Refusal.BadAnswer(
            Said.of("asked for block " + number + ", got block " + header.number())));
  }

  /// What a result means that is no block.
  static <T> Answer<T> missing(Optional<Object> result, long number) {
    return Answer.refused(new Refusal.MissingData(
        result.isEmpty() ? Missing.HEAD : Missing.UNKNOWN,
        Said.of("the node has no block " + number)));
  }

  static Answer<List<EvmHeader>> check(List<Answer<Optional<Object>>> outcomes,
      List<Long> numbers) {
    var headers = new ArrayList<EvmHeader>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      switch (outcomes.get(i).then(result -> check(result, number))) {
        case Answer.Value<EvmHeader>(EvmHeader header) -> headers.add(header);
        case Answer.Refused<EvmHeader>(Refusal refusal) -> {
          return Answer.refused(refusal);
        }
      }
    }
    return Answer.of(List.copyOf(headers));
  }
}
