package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.XrplClient.binaryLedger;
import static io.gapless.simulator.xrpl.XrplClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.limits.LoadLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XrplLimitsIT {
  /// So long that no sweep comes between.
  private static final Duration SWEEP = Duration.ofMinutes(10);
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(100).withTransactionsPerLedger(12));

  @Test
  void clioTellsToSlowDownAndKeepsTheConnection() throws Exception {
    var limit = new LoadLimit.Clio(20, 1_000_000, SWEEP);
    try (var node = XrplSimulator.start(LEDGERS, XrplNodeOptions.clio().withLoad(limit));
        var client = new XrplClient(node.url());
        var second = new XrplClient(node.url())) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask(request("{'command':'ping'}")).path("status").asText())
            .isEqualTo("success");
      }

      JsonNode refused = client.ask(request("{'id':'a','command':'ping'}"));

      assertThat(refused.path("error").asText()).isEqualTo("slowDown");
      assertThat(refused.path("error_code").asInt()).isEqualTo(10);
      assertThat(refused.path("id").asText()).isEqualTo("a");
      assertThat(refused.path("request").path("command").asText()).isEqualTo("ping");
      assertThat(second.ask(request("{'command':'ping'}")).path("error").asText())
          .isEqualTo("slowDown");
      assertThat(node.stats().throttled()).isEqualTo(2);
      assertThat(node.stats().disconnects()).isZero();
    }
  }

  @Test
  void clioMarksTheAnswerThatGoesBeyondTheBytes() throws Exception {
    var limit = new LoadLimit.Clio(1_000, 20_000, SWEEP);
    try (var node = XrplSimulator.start(LEDGERS, XrplNodeOptions.clio().withLoad(limit));
        var client = new XrplClient(node.url())) {
      JsonNode answer = client.ask(binaryLedger(1_000));
      for (long index = 1_001; !answer.has("warning"); index++) {
        assertThat(answer.path("status").asText()).isEqualTo("success");
        answer = client.ask(binaryLedger(index));
      }

      assertThat(answer.path("result").has("ledger")).isTrue();
      assertThat(answer.path("warning").asText()).isEqualTo("load");
      assertThat(answer.path("warnings").findValuesAsText("id")).containsExactly("2001", "2003");
      assertThat(client.ask(binaryLedger(1_000)).path("error").asText()).isEqualTo("slowDown");
    }
  }

  @Test
  void clioHasATextThatIsNoJsonForTooManyAtOnce() throws Exception {
    XrplNodeOptions slow = XrplNodeOptions.defaults().withParallelRequests(2)
        .withLatency(Duration.ofSeconds(2));
    try (var node = XrplSimulator.start(LEDGERS, slow); var client = new XrplClient(node.url())) {
      for (int i = 0; i < 3; i++) {
        client.send(request("{'command':'ping'}"));
      }

      assertThat(client.nextText()).isEqualTo("Too many requests for one connection");
    }
  }

  @Test
  void rippledWarnsAndThenCloses() throws Exception {
    // A window so long that nothing fades: warned from the tenth request on, dropped at the twentieth.
    var limit = new LoadLimit.Rippled(105_000, 1, 2, 1_000_000);
    try (var node = XrplSimulator.start(LEDGERS, XrplNodeOptions.rippled().withLoad(limit));
        var client = new XrplClient(node.url())) {
      List<String> warnings = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        warnings.add(client.ask(request("{'command':'ping'}")).path("warning").asText());
      }
      client.send(request("{'command':'ping'}"));

      assertThat(client.awaitClosed()).isEqualTo(1008);
      assertThat(client.closeReason()).isEqualTo("threshold exceeded");
      assertThat(warnings.subList(0, 9)).containsOnly("");
      assertThat(warnings.subList(9, 19)).containsOnly("load");
      assertThat(node.stats().disconnects()).isEqualTo(1);
      assertThat(node.stats().warnings()).isEqualTo(10);
    }
  }
}
