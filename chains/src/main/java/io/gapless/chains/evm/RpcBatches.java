package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.Exchange.Answered;
import io.gapless.chains.evm.Exchange.Failed;
import io.gapless.chains.evm.RpcTransport.BodyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// Sends calls in batches as large as the endpoint takes, and one by one where it takes none.
final class RpcBatches {

  private final RpcTransport transport;
  private final BatchLimit limit;

  RpcBatches(RpcTransport transport, BatchLimit limit) {
    this.transport = transport;
    this.limit = limit;
  }

  /// Sends the calls. The first request that fails as a whole fails all.
  ///
  /// @param blocks how many blocks are asked for, empty for calls without a range
  /// @param mayRepeat whether a call may still be sent again, because nobody saw any of its answer
  Exchange send(List<RpcCall> calls, OptionalLong blocks, BodyReader reader,
      BooleanSupplier mayRepeat)
      throws InterruptedException {
    int size = calls.size();
    if (size == 1) {
      return transport.send(calls, false, blocks, reader);
    }
    int max = limit.max();
    if (size > max) {
      return parts(calls, max, blocks, reader, mayRepeat);
    }
    return switch (transport.send(calls, true, blocks, reader)) {
      case Answered answered -> {
        limit.worked();
        yield repeatRefused(calls, answered, blocks, reader);
      }
      case Failed failed when limit.suspects(failed.refusal()) && mayRepeat.getAsBoolean() -> {
        Exchange smaller = parts(calls, (size + 1) / 2, blocks, reader, mayRepeat);
        if (smaller instanceof Answered) {
          limit.refused(size);
        }
        yield smaller;
      }
      case Failed failed -> failed;
    };
  }

  private Exchange parts(
      List<RpcCall> calls, int size, OptionalLong blocks, BodyReader reader,
      BooleanSupplier mayRepeat)
      throws InterruptedException {
    var outcomes = new ArrayList<Answer<Optional<Object>>>(calls.size());
    long bytes = 0;
    for (int from = 0; from < calls.size(); from += size) {
      List<RpcCall> part = calls.subList(from, Math.min(calls.size(), from + size));
      switch (send(part, blocks, reader, mayRepeat)) {
        case Failed failed -> {
          return failed;
        }
        case Answered answered -> {
          outcomes.addAll(answered.outcomes());
          bytes += answered.bytes();
        }
      }
    }
    return new Answered(List.copyOf(outcomes), bytes);
  }

  /// Asks again, alone, for what was refused only because it was in a batch.
  private Exchange repeatRefused(
      List<RpcCall> calls, Answered answered, OptionalLong blocks, BodyReader reader)
      throws InterruptedException {
    var outcomes = new ArrayList<>(answered.outcomes());
    long bytes = answered.bytes();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Answer.Refused<Optional<Object>>(Refusal refusal)
          && BatchLimit.blames(refusal)) {
        switch (transport.send(List.of(calls.get(i)), false, blocks, reader)) {
          case Failed failed -> {
            return failed;
          }
          case Answered alone -> {
            outcomes.set(i, alone.outcomes().getFirst());
            bytes += alone.bytes();
          }
        }
      }
    }
    return new Answered(List.copyOf(outcomes), bytes);
  }
}
