package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.Exchange.Answered;
import io.gapless.chains.evm.Exchange.Failed;
import io.gapless.chains.evm.RpcTransport.BodyReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Sends calls in batches as large as the endpoint takes, and one by one where it takes none.
final class RpcBatches {

  private static final int ROUNDS = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);

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
        yield repeatFailed(calls, repeatRefused(calls, answered, blocks, reader), blocks, reader);
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

  /// Asks again for those members of a batch that failed in a way that passes while others were
  /// answered: nodes throttle and drop single members of large batches.
  private Exchange repeatFailed(
      List<RpcCall> calls, Exchange exchange, OptionalLong blocks, BodyReader reader)
      throws InterruptedException {
    Exchange best = exchange;
    for (int round = 1; round <= ROUNDS; round++) {
      if (!(best instanceof Answered answered)) {
        return best;
      }
      List<Integer> failed = failed(answered.outcomes());
      if (failed.isEmpty() || failed.size() == calls.size()) {
        return best;
      }
      if (isThrottled(answered.outcomes(), failed)) {
        limit.throttled(calls.size());
        Thread.sleep(PAUSE.multipliedBy(round));
      }
      List<RpcCall> again = failed.stream().map(calls::get).toList();
      if (transport.send(again, again.size() > 1, blocks, reader) instanceof Answered repeated) {
        var outcomes = new ArrayList<>(answered.outcomes());
        for (int i = 0; i < failed.size(); i++) {
          outcomes.set(failed.get(i), repeated.outcomes().get(i));
        }
        best = new Answered(List.copyOf(outcomes), answered.bytes() + repeated.bytes());
      }
    }
    return best;
  }

  private static List<Integer> failed(List<Answer<Optional<Object>>> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(i -> outcomes.get(i) instanceof Answer.Refused<Optional<Object>>(Refusal refusal)
            && mayPass(refusal))
        .boxed().toList();
  }

  private static boolean mayPass(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Throttled _,Refusal.ServerFault _ -> true;
      case Refusal.MissingData(var where, var _) -> where == Refusal.Missing.UNKNOWN;
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.BadBlockTag _,Refusal.Timeout _,Refusal.Unsupported _,Refusal.Auth _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          false;
    };
  }

  private static boolean isThrottled(
      List<Answer<Optional<Object>>> outcomes, List<Integer> failed) {
    return failed.stream().anyMatch(i -> outcomes
        .get(i) instanceof Answer.Refused<Optional<Object>>(Refusal.Throttled _));
  }
}
