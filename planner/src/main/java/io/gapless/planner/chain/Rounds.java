package io.gapless.planner.chain;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts a question to one endpoint after the other, starts again after a pause that doubles, and
/// gives up after a few rounds, with a [ChainUnavailableException]. For any thread.
///
/// @param <C> the client of an endpoint
final class Rounds<C> {

  private final String chain;
  private final List<Map.Entry<Endpoint, C>> clients;
  private final int rounds;
  private final Duration pause;
  private final AtomicInteger preferred = new AtomicInteger();

  /// @param chain its name, for messages
  /// @param clients one an endpoint, at least one, in the order to ask them
  /// @param pause before the second round, twice that before the third, and so on
  Rounds(String chain, Map<Endpoint, C> clients, int rounds, Duration pause) {
    if (clients.isEmpty()) {
      throw new IllegalArgumentException(chain + " has no endpoints");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds < 1: " + rounds);
    }
    this.chain = chain;
    this.clients = clients.entrySet().stream().map(Map.Entry::copyOf).toList();
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
  <T> T first(String what, Question<C, T> question) {
    return untilAnswered(what, refusals -> {
      int start = preferred.get();
      for (int i = 0; i < clients.size(); i++) {
        int index = (start + i) % clients.size();
        switch (question.ask(clients.get(index).getValue())) {
          case Answer.Value<T>(T value) -> {
            preferred.set(index);
            return value;
          }
          case Answer.Refused<T>(Refusal refusal) -> refusals.add(words(index, refusal));
        }
      }
      return null;
    });
  }

  /// The largest number that any endpoint says: one that lags does not hide what the others have.
  ///
  /// @param isNone refusals that say that the endpoint is up and knows no such number
  /// @return empty where all of them say so
  OptionalLong largest(String what, Question<C, Long> question, Predicate<Refusal> isNone) {
    return untilAnswered(what, refusals -> {
      int without = 0;
      OptionalLong largest = OptionalLong.empty();
      for (int index = 0; index < clients.size(); index++) {
        switch (question.ask(clients.get(index).getValue())) {
          case Answer.Value<Long>(Long number) -> largest =
              OptionalLong.of(Math.max(largest.orElse(Long.MIN_VALUE), number));
          case Answer.Refused<Long>(Refusal refusal) -> {
            refusals.add(words(index, refusal));
            without += isNone.test(refusal) ? 1 : 0;
          }
        }
      }
      return largest.isPresent() || without == clients.size() ? largest : null;
    });
  }

  private String words(int index, Refusal refusal) {
    return clients.get(index).getKey().name() + " said: " + refusal.said();
  }

  private <T> T untilAnswered(String what, Round<T> round) {
    try {
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainUnavailableException("interrupted while asking " + chain + " for " + what, e);
    }
  }

  /// All endpoints asked once.
  private interface Round<T> {
    /// What they said; null where none answered.
    @Nullable
    T ask(List<String> refusals) throws InterruptedException;
  }
}
