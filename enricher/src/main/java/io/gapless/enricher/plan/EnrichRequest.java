package io.gapless.enricher.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.schemas.record.Verdict;
import java.util.List;

/// Which transactions are to be enriched, and how.
///
/// @param chain whose
/// @param contracts only transactions with transfers of these, `0x…` in lower case; empty: all
/// @param batch transactions of a work
/// @param calls in one request at most
/// @param delayMillis pause between two requests of a batch
/// @param verify HEAD: blocks are read whole, and proven, where that is cheaper; ROOT: always
/// @param maxAttempts of a batch, after which what is left of it has failed
/// @param watchSeconds after how long to look again once nothing is missing; 0: then it is done
public record EnrichRequest(String chain, List<String> contracts, int batch, int calls,
    long delayMillis, Verdict verify, int maxAttempts, long watchSeconds) {

  /// Transactions of a work at most: with their hashes, they have to fit a record.
  public static final int MOST_A_BATCH = 8_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Takes a copy of the list; refuses what makes no sense with an [IllegalArgumentException].
  public EnrichRequest {
    contracts = List.copyOf(contracts);
    if (!chain.startsWith("evm-") && !chain.startsWith("xrpl-")) {
      throw new IllegalArgumentException("no chain that can be enriched: " + chain);
    }
    if (batch > MOST_A_BATCH) {
      throw new IllegalArgumentException("a batch has " + MOST_A_BATCH + " transactions at most");
    }
    if (batch < 1 || calls < 1 || delayMillis < 0 || maxAttempts < 1 || watchSeconds < 0) {
      throw new IllegalArgumentException(
          "batch, calls and attempts are 1 or more, times 0 or more");
    }
  }

  /// Reads what [#json] wrote; refuses anything else with an [IllegalArgumentException].
  public static EnrichRequest parse(String json) {
    try {
      return JSON.readValue(json, EnrichRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a request to enrich: " + e.getOriginalMessage(), e);
    }
  }

  /// The same as JSON.
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
