package io.gapless.planner.chain;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts a question to one endpoint after the other, at the rate that each allows; starts again after
/// a pause that doubles, and gives up after a few rounds, with a [ChainUnavailableException]. For any
/// thread.
///
/// @param <C> the client of an endpoint
final class Rounds<C> {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final String chain;
  private final EndpointPool<C> pool;
  private final int rounds;
  private final Duration pause;
  private final AtomicInteger preferred = new AtomicInteger();

  /// @param chain its name, for messages
  /// @param pool whose endpoints are asked, in its order
  /// @param pause before the second round, twice that before the third, and so on
  Rounds(String chain, EndpointPool<C> pool, int rounds, Duration pause) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds < 1: " + rounds);
    }
    this.chain = chain;
    this.pool = pool;
    this.rounds = rounds;
    this.pause = pause;
  }

  /// A question to one endpoint.
  @FunctionalInterface
  interface Question<C, T> {
    Answer<T> ask(C client) throws InterruptedException;
  }

  /// What the first endpoint that answers says, beginning with the one that answered last.
  ///
  /// @param what is asked for, for messages
  /// @param wanted what an endpoint needs to have for that
  <T> T first(String what, Wanted wanted, Question<C, T> question)
      throws InterruptedException {
    return untilAnswered(what, refusals -> {
      var endpoints = pool.endpoints();
      int start = preferred.get();
      for (int i = 0; i < endpoints.size(); i++) {
        int index = (start + i) % endpoints.size();
        switch (ask(endpoints.get(index), wanted, question)) {
          case Answer.Value<T>(T value) -> {
            preferred.set(index);
            return value;
          }
          case Answer.Refused<T>(Refusal refusal) ->
              refusals.add(words(endpoints.get(index), refusal));
        }
      }
      return null;
    });
  }

  /// The largest number that any endpoint says: one that lags does not hide what the others have.
  ///
  /// @param isNone refusals that say that the endpoint is up and knows no such number
  /// @return empty where all of them say so
  OptionalLong largest(String what, Question<C, Long> question, Predicate<Refusal> isNone)
      throws InterruptedException {
    return untilAnswered(what, refusals -> {
      int without = 0;
      OptionalLong largest = OptionalLong.empty();
      var endpoints = pool.endpoints();
      for (Endpoint endpoint : endpoints) {
        switch (ask(endpoint, Wanted.anything(), question)) {
          case Answer.Value<Long>(Long number) -> largest =
              OptionalLong.of(Math.max(largest.orElse(Long.MIN_VALUE), number));
          case Answer.Refused<Long>(Refusal refusal) -> {
            refusals.add(words(endpoint, refusal));
            without += isNone.test(refusal) ? 1 : 0;
          }
        }
      }
      return largest.isPresent() || without == endpoints.size() ? largest : null;
    });
  }

  private <T> Answer<T> ask(Endpoint endpoint, Wanted wanted, Question<C, T> question)
      throws InterruptedException {
    // others may answer before one that is left alone may be asked again
    var granted = isLeftAlone(endpoint)
        ? Optional.<Lease<C>>empty()
        : pool.acquire(wanted.only(endpoint));
    if (granted.isEmpty()) {
      return Answer
          .refused(new Refusal.Unknown(Refusal.Said.of("it does not have it, or is left alone")));
    }
    try (var lease = granted.get()) {
      return lease.report(question.ask(lease.client()));
    }
  }

  private boolean isLeftAlone(Endpoint endpoint) {
    return pool.snapshot().stream().anyMatch(status -> status.endpoint().equals(endpoint.name())
        && status.leftAloneFor().compareTo(LONGEST_WAIT) > 0);
  }

  private static String words(Endpoint endpoint, Refusal refusal) {
    return endpoint.name() + " said: " + refusal.said();
  }

  private <T> T untilAnswered(String what, Round<T> round) throws InterruptedException {
    for (int number = 1;; number++) {
      var refusals = new ArrayList<String>();
      T value = round.ask(refusals);
      if (value != null) {
        return value;
      }
      if (number >= rounds) {
        throw new ChainUnavailableException("no endpoint of " + chain + " told " + what + ": "
            + refusals.stream().distinct().collect(Collectors.joining("; ")));
      }
      Thread.sleep(pause.multipliedBy(1L << Math.min(number - 1, 10)));
    }
  }

  /// All endpoints asked once.
  private interface Round<T> {
    /// What they said; null where none answered.
    @Nullable
    T ask(List<String> refusals) throws InterruptedException;
  }
}
