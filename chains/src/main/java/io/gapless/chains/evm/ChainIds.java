package io.gapless.chains.evm;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a group of endpoints says about the chain that it serves.
///
/// @param chainId the chain id of all that answered
/// @param silent those that did not answer, and why
public record ChainIds(long chainId, Map<Endpoint, Refusal> silent) {

  /// Takes a copy of the map.
  public ChainIds { silent = Map.copyOf(silent); }

  /// Asks them all, one after the other. Throws an [IllegalArgumentException] that names both where
  /// two are of different chains, and an [UnreachableException] where none answers.
  public static ChainIds ask(Collection<EvmClient> clients) throws InterruptedException {
    Map<Endpoint, Long> ids = new LinkedHashMap<>();
    Map<Endpoint, Refusal> silent = new LinkedHashMap<>();
    for (EvmClient client : clients) {
      switch (client.chainId()) {
        case Answer.Value<Long>(Long id) -> ids.put(client.endpoint(), id);
        case Answer.Refused<Long>(Refusal refusal) -> silent.put(client.endpoint(), refusal);
      }
    }
    Map.Entry<Endpoint, Long> first = ids.entrySet().stream()
        .findFirst()
        .orElseThrow(() -> new UnreachableException(silent));
    ids.forEach((endpoint, id) -> requireSame(first.getKey(), first.getValue(), endpoint, id));
    return new ChainIds(first.getValue(), silent);
  }

  private static void requireSame(Endpoint first, long firstId, Endpoint other, long otherId) {
    if (firstId != otherId) {
      throw new IllegalArgumentException(
          "endpoints are of different chains: " + first + " is of chain "
              + firstId + ", " + other + " of chain " + otherId + "; give endpoints of one chain");
    }
  }

  /// None of the endpoints answered.
  public static final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreachableException(Map<Endpoint, Refusal> silent) {
      super(message(silent));
    }

    private static String message(Map<Endpoint, Refusal> silent) {
      var message = new StringBuilder("no endpoint answers: ");
      silent.forEach((endpoint, refusal) -> message
          .append(message.charAt(message.length() - 2) == ':' ? "" : "; ")
          .append(endpoint).append(" says: ").append(refusal.said()));
      return message.toString();
    }
  }
}
