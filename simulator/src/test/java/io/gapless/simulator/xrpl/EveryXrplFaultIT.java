package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.XrplClient.binaryLedger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.NamedFault;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each named fault, at a rate of its own: it shows, as often as it says, and the node goes on.
class EveryXrplFaultIT {
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(60).withTransactionsPerLedger(12));
  private static final Duration POLL = Duration.ofMillis(5);
  private static final XrplNodeOptions SOUND = XrplNodeOptions.defaults();
  private static final Map<Long, JsonNode> TRUE_RESULTS = new HashMap<>();

  @ParameterizedTest
  @MethodSource("faults")
  void showsAndTheNodeGoesOn(NamedFault<XrplNodeOptions> fault) throws Exception {
    XrplNodeOptions options = fault.change().apply(SOUND, 2);
    try (var node = XrplSimulator.start(LEDGERS, options)) {
      for (long index = 1_000; index < 1_010; index++) {
        try (var client = new XrplClient(node.url())) {
          client.send(binaryLedger(index).replace("\"id\"", "\"api_version\":2,\"id\""));
          long asked = index - 999;
          await().pollInterval(POLL)
              .until(() -> node.stats().served("ledger") + errors(node) == asked);
        }
      }

      boolean lags = fault.name().equals("lag");
      await().until(() -> lags || node.stats().faultsInAll() > 0);
      assertThat(node.stats().requests()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "alter-transaction", "alter-metadata", "other-ledger",
      "relabelled-ledger", "alter-header", "forge", "not-validated"})
  void liesAboutOneLedgerInThree(String name) throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied(name + "=3", SOUND));
        var client = new XrplClient(node.url())) {
      List<Long> wrong = new ArrayList<>();
      for (long index = 1_000; index < 1_060; index++) {
        JsonNode result = client.ask(binaryLedger(index)).path("result");
        if (!result.equals(truth(index))) {
          wrong.add(index);
        }
      }

      assertThat(wrong).hasSize((int) node.stats().faults(name)).hasSizeBetween(15, 20);
    }
  }

  @Test
  void truncatedListsAreTheBeginningOfTheTrueOnes() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("truncate=1", SOUND));
        var client = new XrplClient(node.url())) {
      for (long index = 1_000; index < 1_060; index++) {
        JsonNode list = client.ask(binaryLedger(index)).path("result").path("ledger")
            .path("transactions");
        JsonNode whole = truth(index).path("ledger").path("transactions");

        assertThat(list.size()).isLessThanOrEqualTo(Math.max(0, whole.size() - 1));
        for (int i = 0; i < list.size(); i++) {
          assertThat(list.get(i)).isEqualTo(whole.get(i));
        }
      }
    }
  }

  @Test
  void claimsLedgersThatItNeverServes() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("claims-missing=5", SOUND));
        var client = new XrplClient(node.url())) {
      Set<Long> missing = new HashSet<>();
      Set<Long> missingAgain = new HashSet<>();
      for (long index = 1_000; index < 1_060; index++) {
        if (client.ask(binaryLedger(index)).path("error").asText().equals("lgrNotFound")) {
          missing.add(index);
        }
        if (client.ask(binaryLedger(index)).path("error").asText().equals("lgrNotFound")) {
          missingAgain.add(index);
        }
      }

      assertThat(missing).hasSize(12).isEqualTo(missingAgain);
      assertThat(node.stats().requestsNotClaimed()).isZero();
    }
  }

  @Test
  void endsConnectionsInTheMiddleOfAFrame() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("cut-frame=1", SOUND));
        var client = new XrplClient(node.url())) {
      client.send(binaryLedger(1_003));

      assertThat(client.awaitClosed()).isEqualTo(1006);
      assertThat(client.taken()).isEmpty();
      assertThat(node.stats().disconnects()).isEqualTo(1);
    }
  }

  @Test
  void answersInJsonWhereItKnowsNoBinary() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("no-binary", SOUND));
        var client = new XrplClient(node.url())) {
      JsonNode ledger = client.ask(binaryLedger(1_003)).path("result").path("ledger");

      assertThat(ledger.has("ledger_data")).isFalse();
      assertThat(ledger.path("transactions").path(0).has("metaData")).isTrue();
    }
  }

  @Test
  void isOutOfOrderForFiveRequestsInARow() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("not-synced=10", SOUND));
        var client = new XrplClient(node.url())) {
      List<String> errors = new ArrayList<>();
      for (long index = 1_000; index < 1_040; index++) {
        errors.add(client.ask(binaryLedger(index)).path("error").asText());
      }

      int first = errors.indexOf("notSynced");
      assertThat(errors.subList(first, first + 5)).containsOnly("notSynced");
      assertThat(errors.get(0).isEmpty() || errors.get(5).isEmpty()).isTrue();
      assertThat(node.stats().errors("notSynced")).isEqualTo(node.stats().faults("notSynced"))
          .isBetween(10L, 20L);
    }
  }

  private static long errors(XrplSimulator node) {
    return node.stats().errors().values().stream().mapToLong(Long::longValue).sum();
  }

  private static JsonNode truth(long index) throws Exception {
    if (!TRUE_RESULTS.containsKey(index)) {
      try (var node = XrplSimulator.start(LEDGERS, SOUND);
          var client = new XrplClient(node.url())) {
        for (long each = 1_000; each < 1_060; each++) {
          TRUE_RESULTS.put(each, client.ask(binaryLedger(each)).path("result"));
        }
      }
    }
    return Objects.requireNonNull(TRUE_RESULTS.get(index));
  }

  private static Stream<NamedFault<XrplNodeOptions>> faults() {
    return XrplFaults.all().stream();
  }
}
