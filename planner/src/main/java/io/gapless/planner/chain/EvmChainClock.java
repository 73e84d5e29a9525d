package io.gapless.planner.chain;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.BlockTag;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The clock of an EVM chain: asks one endpoint after the other, starts again after a pause that
/// doubles, and gives up after a few rounds.
public final class EvmChainClock implements Headers {

  private final String chain;
  private final List<EvmClient> clients;
  private final int rounds;
  private final Duration pause;
  private final AtomicInteger preferred = new AtomicInteger();

  private EvmChainClock(String chain, List<EvmClient> clients, int rounds, Duration pause) {
    this.chain = chain;
    this.clients = List.copyOf(clients);
    this.rounds = rounds;
    this.pause = pause;
  }

  /// A clock that asks each endpoint up to `rounds` times.
  ///
  /// @param chain `evm-<chain id>`, for messages
  /// @param clients one an endpoint, at least one
  /// @param pause before the second round, twice that before the third, and so on
  public static ChainClock of(String chain, List<EvmClient> clients, int rounds, Duration pause) {
    if (clients.isEmpty()) {
      throw new IllegalArgumentException(chain + " has no endpoints");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds < 1: " + rounds);
    }
    return new HeadersClock(new EvmChainClock(chain, clients, rounds, pause));
  }

  /// The newest block that any endpoint knows: one that lags does not hide what the others have.
  @Override
  public long newest() {
    return asked("its head", () -> {
      var refusals = new ArrayList<String>();
      OptionalLong newest = OptionalLong.empty();
      for (EvmClient client : clients) {
        switch (client.blockNumber()) {
          case Answer.Value<Long>(Long number) ->
              newest = OptionalLong.of(Math.max(newest.orElse(0), number));
          case Answer.Refused<Long>(Refusal refusal) -> refusals.add(words(client, refusal));
        }
      }
      return new Round<>(newest.isPresent() ? newest.getAsLong() : null, refusals);
    });
  }

  @Override
  public OptionalLong finalized() {
    return asked("its finalized block", () -> {
      var refusals = new ArrayList<String>();
      int without = 0;
      OptionalLong newest = OptionalLong.empty();
      for (EvmClient client : clients) {
        switch (client.header(BlockTag.FINALIZED)) {
          case Answer.Value<EvmHeader>(EvmHeader header) ->
              newest = OptionalLong.of(Math.max(newest.orElse(0), header.number()));
          case Answer.Refused<EvmHeader>(Refusal refusal) -> {
            refusals.add(words(client, refusal));
            without += knowsNoTag(refusal) ? 1 : 0;
          }
        }
      }
      boolean answered = newest.isPresent() || without == clients.size();
      return new Round<>(answered ? newest : null, refusals);
    });
  }

  @Override
  public long seconds(long block) {
    return asked("the header of block " + block, () -> {
      var refusals = new ArrayList<String>();
      int start = preferred.get();
      for (int i = 0; i < clients.size(); i++) {
        int index = (start + i) % clients.size();
        EvmClient client = clients.get(index);
        switch (client.header(block)) {
          case Answer.Value<EvmHeader>(EvmHeader header) -> {
            preferred.set(index);
            return new Round<>(header.timestamp(), refusals);
          }
          case Answer.Refused<EvmHeader>(Refusal refusal) -> refusals.add(words(client, refusal));
        }
      }
      return new Round<>(null, refusals);
    });
  }

  /// Refusals that say that the node is up and does not know the tag.
  private static boolean knowsNoTag(Refusal refusal) {
    return switch (refusal) {
      case Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Unsupported _ -> true;
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.Throttled _,Refusal.Timeout _,Refusal.Auth _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          false;
    };
  }

  private <T> T asked(String what, Question<T> question) {
    try {
      for (int round = 1;; round++) {
        Round<T> answers = question.ask();
        if (answers.value() != null) {
          return answers.value();
        }
        if (round >= rounds) {
          throw new ChainUnavailableException("no endpoint of " + chain + " told " + what + ": "
              + answers.refusals().stream().distinct().collect(Collectors.joining("; ")));
        }
        Thread.sleep(pause.multipliedBy(1L << Math.min(round - 1, 10)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainUnavailableException("interrupted while asking " + chain + " for " + what, e);
    }
  }

  private static String words(EvmClient client, Refusal refusal) {
    return client.endpoint().name() + " said: " + refusal.said();
  }

  /// All endpoints asked once.
  ///
  /// @param value what they said, null where none answered
  private record Round<T>(@Nullable T value, List<String> refusals) {}

  /// Asks all endpoints once.
  private interface Question<T> {
    Round<T> ask() throws InterruptedException;
  }
}
