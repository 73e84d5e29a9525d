package io.gapless.simulator.xrpl;

import static io.gapless.simulator.xrpl.XrplClient.binaryLedger;
import static io.gapless.simulator.xrpl.XrplClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.Sha512Half.Prefix;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.TruthTransaction;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import io.gapless.simulator.xrpl.limits.LoadLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Transactions by their ids, over a real socket, with another program's client.
class XrplTransactionsIT {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(100).withTransactionsPerLedger(12));
  private static final List<TruthTransaction> TRUTH = truth();
  private static final XrplNodeOptions SOUND = XrplNodeOptions.defaults();
  private static final String UNKNOWN = "AB".repeat(32);

  private final Sha512Half hash = new Sha512Half();

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void servesEachTransactionOfItsLedgersWithItsId(Flavour flavour) throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, SOUND.withFlavour(flavour));
        var client = new XrplClient(node.url())) {
      for (TruthTransaction truth : TRUTH) {
        JsonNode result = client.ask(tx(truth.txHash(), "'binary':true,'api_version':2"))
            .path("result");

        assertThat(HEX.formatHex(
            hash.hash(Prefix.TRANSACTION, HEX.parseHex(result.path("tx_blob").asText()))))
            .isEqualTo(truth.txHash()).isEqualTo(result.path("hash").asText());
        assertThat(result.path("ledger_index").asLong()).isEqualTo(truth.ledgerIndex());
        assertThat(result.path("ledger_hash").asText()).isEqualTo(truth.ledgerHash());
        assertThat(result.path("close_time_iso").asText()).isEqualTo(truth.closeTime().toString());
        assertThat(result.path("validated").asBoolean()).isTrue();
      }
      assertThat(node.stats().served("tx")).isEqualTo(TRUTH.size()).isGreaterThan(500);
      assertThat(node.stats().requestsNotClaimed()).isZero();
    }
  }

  @Test
  void bothVersionsAndFormsSayTheSame() throws Exception {
    TruthTransaction truth = payment();
    try (var node = XrplSimulator.start(LEDGERS, SOUND); var client = new XrplClient(node.url())) {
      JsonNode first = result(client, tx(truth.txHash(), "'binary':false"));
      JsonNode second = result(client, tx(truth.txHash(), "'api_version':2"));
      JsonNode firstBinary = result(client, tx(truth.txHash(), "'binary':true"));
      JsonNode secondBinary =
          result(client,
              tx(truth.txHash().toLowerCase(Locale.ROOT), "'binary':true,'api_version':2"));

      assertThat(first.path("hash").asText()).isEqualTo(truth.txHash());
      assertThat(first.path("ledger_index")).isEqualTo(first.path("inLedger"));
      assertThat(first.path("Amount")).isEqualTo(first.path("DeliverMax"));
      assertThat(first.path("meta").path("TransactionIndex").asInt()).isEqualTo(truth.txIndex());
      assertThat(first.path("date").asLong() + 946_684_800)
          .isEqualTo(truth.closeTime().getEpochSecond());
      JsonNode fields = second.path("tx_json");
      assertThat(fields.has("Amount")).isFalse();
      assertThat(fields.path("DeliverMax")).isEqualTo(first.path("Amount"));
      assertThat(fields.path("date")).isEqualTo(first.path("date"));
      assertThat(fields.has("hash")).isFalse();
      assertThat(second.path("meta")).isEqualTo(first.path("meta"));
      assertThat(second.path("hash").asText()).isEqualTo(truth.txHash());
      assertThat(firstBinary.path("tx")).isEqualTo(secondBinary.path("tx_blob"));
      assertThat(firstBinary.path("meta")).isEqualTo(secondBinary.path("meta_blob"));
      assertThat(firstBinary.path("date")).isEqualTo(first.path("date"));
      assertThat(firstBinary.has("ledger_hash") || firstBinary.has("close_time_iso")).isFalse();
      assertThat(memberOf(result(client, binaryLedger(truth.ledgerIndex())),
          firstBinary.path("tx").asText()).path("meta")).isEqualTo(firstBinary.path("meta"));
    }
  }

  @Test
  void saysOfAnUnknownOneThatItIsNotFound() throws Exception {
    XrplNodeOptions partial = SOUND.withHistory("1000-1019,1050-1099").withLag(10);
    try (var node = XrplSimulator.start(LEDGERS, partial);
        var client = new XrplClient(node.url())) {
      ObjectNode plain = (ObjectNode) client.ask(tx(UNKNOWN, "'binary':true"));
      plain.remove("request");

      assertThat(plain.toString()).isEqualTo("{\"status\":\"error\",\"type\":\"response\","
          + "\"error\":\"txnNotFound\",\"error_code\":29,"
          + "\"error_message\":\"Transaction not found.\"}");
      assertThat(searchedAll(client, UNKNOWN, 1_000, 1_019)).isEqualTo("true");
      assertThat(searchedAll(client, UNKNOWN, 1_000, 1_020)).isEqualTo("false");
      assertThat(searchedAll(client, UNKNOWN, 1_089, 1_090)).isEqualTo("false");
      assertThat(node.stats().errors("txnNotFound")).isEqualTo(4);
    }
  }

  @Test
  void doesNotFindWhatIsInLedgersThatItLacks() throws Exception {
    XrplNodeOptions partial = SOUND.withHistory("1000-1019,1050-1099").withLag(10);
    try (var node = XrplSimulator.start(LEDGERS, partial);
        var client = new XrplClient(node.url())) {
      for (TruthTransaction truth : TRUTH) {
        long index = truth.ledgerIndex();
        boolean has = index <= 1_019 || (index >= 1_050 && index <= 1_089);
        assertThat(error(client, tx(truth.txHash(), "'binary':true")))
            .isEqualTo(has ? "" : "txnNotFound");
      }

      node.lag(0);

      assertThat(error(client, tx(TRUTH.getLast().txHash(), "'binary':true"))).isEmpty();
    }
  }

  @Test
  void findsItOutsideOfTheNamedLedgersToo() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, SOUND); var client = new XrplClient(node.url())) {
      assertThat(error(client,
          tx(TRUTH.getLast().txHash(), "'min_ledger':1000,'max_ledger':1001"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "{'command':'tx'} | invalidParams | invalidParams",
      "{'command':'tx','transaction':'ID','ctid':'C000000000000000'} | invalidParams "
          + "| invalidParams",
      "{'command':'tx','transaction':'AB'} | notImpl | invalidParams",
      "{'command':'tx','transaction':5} | notImpl | invalidParams",
      "{'command':'tx','transaction':'ID','min_ledger':5,'max_ledger':4} | invalidLgrRange "
          + "| invalidLgrRange",
      "{'command':'tx','transaction':'ID','min_ledger':-1,'max_ledger':4} | invalidLgrRange "
          + "| invalidLgrRange",
      "{'command':'tx','transaction':'ID','min_ledger':1,'max_ledger':1002} | excessiveLgrRange "
          + "| excessiveLgrRange",
      "{'command':'tx','transaction':'ID','min_ledger':1,'max_ledger':1001} | txnNotFound "
          + "| txnNotFound",
      "{'command':'tx','transaction':'ID','api_version':3} | invalid_API_version "
          + "| invalid_API_version"
  })
  void refusesAsServersDo(String asked, String rippled, String clio) throws Exception {
    String text = asked.replace("ID", UNKNOWN);
    try (var node = XrplSimulator.start(LEDGERS, SOUND);
        var other = XrplSimulator.start(LEDGERS, SOUND.withFlavour(Flavour.CLIO));
        var client = new XrplClient(node.url());
        var second = new XrplClient(other.url())) {
      assertThat(error(client, request(text))).isEqualTo(rippled);
      assertThat(error(second, request(text))).isEqualTo(clio);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"'binary':true", "'binary':true,'api_version':2", "'binary':false",
      "'api_version':2"})
  void altersTransactionsOfAllForms(String form) throws Exception {
    String asked = tx(payment().txHash(), form);
    try (var node = XrplSimulator.start(LEDGERS, SOUND);
        var liar = XrplSimulator.start(LEDGERS, XrplFaults.applied("alter-transaction=1", SOUND));
        var other = XrplSimulator.start(LEDGERS, XrplFaults.applied("alter-metadata=1", SOUND));
        var client = new XrplClient(node.url());
        var second = new XrplClient(liar.url());
        var third = new XrplClient(other.url())) {
      JsonNode sound = result(client, asked);
      JsonNode transaction = result(second, asked);
      JsonNode metadata = result(third, asked);

      assertThat(differing(sound, transaction)).hasSize(1)
          .containsAnyOf("tx", "tx_blob", "tx_json", "Fee");
      assertThat(differing(sound, metadata)).hasSize(1).containsAnyOf("meta", "meta_blob");
      assertThat(liar.stats().faults("alter-transaction")).isEqualTo(1);
      assertThat(other.stats().faults("alter-metadata")).isEqualTo(1);
    }
  }

  @Test
  void isWrongAboutOneTransactionInThree() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS,
        XrplFaults.applied("not-validated=3", SOUND)); var client = new XrplClient(node.url())) {
      int wrong = 0;
      for (TruthTransaction truth : TRUTH.subList(0, 60)) {
        wrong += result(client, tx(truth.txHash(), "'binary':true")).path("validated").asBoolean()
            ? 0
            : 1;
      }

      assertThat(wrong).isEqualTo(20);
      assertThat(node.stats().faults("not-validated")).isEqualTo(20);
    }
  }

  @Test
  void doesNotFindWhatIsInLedgersThatItClaimsFalsely() throws Exception {
    try (var node = XrplSimulator.start(LEDGERS, XrplFaults.applied("claims-missing=5", SOUND));
        var client = new XrplClient(node.url())) {
      long missing = -1;
      for (TruthTransaction truth : TRUTH) {
        boolean found = error(client, tx(truth.txHash(), "'binary':true")).isEmpty();
        assertThat(error(client, binaryLedger(truth.ledgerIndex())).isEmpty()).isEqualTo(found);
        missing = found ? missing : truth.ledgerIndex();
      }

      assertThat(missing).isPositive();
      assertThat(searchedAll(client, UNKNOWN, missing, missing)).isEqualTo("false");
    }
  }

  @Test
  void otherFaultsOfLedgersAreFaultsOfTransactionsToo() throws Exception {
    String asked = tx(payment().txHash(), "'binary':true,'api_version':2");
    try (var shows = XrplSimulator.start(LEDGERS, XrplFaults.applied("no-binary", SOUND));
        var old = XrplSimulator.start(LEDGERS, XrplFaults.applied("api-v1-only", SOUND));
        var broken = XrplSimulator.start(LEDGERS, XrplFaults.applied("internal=1", SOUND));
        var truncates = XrplSimulator.start(LEDGERS, XrplFaults.applied("truncate=1", SOUND));
        var first = new XrplClient(shows.url());
        var second = new XrplClient(old.url());
        var third = new XrplClient(broken.url());
        var fourth = new XrplClient(truncates.url())) {
      assertThat(result(first, asked).has("tx_json")).isTrue();
      assertThat(error(second, asked)).isEqualTo("invalid_API_version");
      assertThat(error(third, asked)).isEqualTo("internal");
      assertThat(error(fourth, asked)).isEmpty();
      assertThat(truncates.stats().faultsInAll()).isZero();
    }
  }

  @Test
  void countsAgainstTheLimit() throws Exception {
    var limit = new LoadLimit.Clio(3, 1_000_000, Duration.ofMinutes(10));
    String asked = tx(payment().txHash(), "'binary':true");
    try (var node = XrplSimulator.start(LEDGERS, XrplNodeOptions.clio().withLoad(limit));
        var client = new XrplClient(node.url())) {
      for (int i = 0; i < 3; i++) {
        assertThat(error(client, asked)).isEmpty();
      }

      assertThat(error(client, asked)).isEqualTo("slowDown");
    }
  }

  private static List<TruthTransaction> truth() {
    List<TruthTransaction> truth = new ArrayList<>();
    new XrplTruth(LEDGERS).forEachTransaction(LEDGERS.firstIndex(), LEDGERS.lastIndex(),
        truth::add);
    return truth;
  }

  private static TruthTransaction payment() {
    return TRUTH.stream().filter(TruthTransaction::isPayment).findFirst().orElseThrow();
  }

  private static String tx(String id, String more) {
    return request("{'command':'tx','transaction':'" + id + "'," + more + "}");
  }

  private static JsonNode result(XrplClient client, String text) throws Exception {
    return client.ask(text).path("result");
  }

  private static String error(XrplClient client, String text) throws Exception {
    return client.ask(text).path("error").asText();
  }

  private static String searchedAll(XrplClient client, String id, long first, long last)
      throws Exception {
    return client.ask(tx(id, "'min_ledger':" + first + ",'max_ledger':" + last))
        .path("searched_all").asText();
  }

  private static JsonNode memberOf(JsonNode ledger, String blob) {
    for (JsonNode each : ledger.path("ledger").path("transactions")) {
      if (each.path("tx_blob").asText().equals(blob)) {
        return each;
      }
    }
    throw new AssertionError("not in its ledger: " + blob);
  }

  private static List<String> differing(JsonNode one, JsonNode other) {
    assertThat(one.size()).isEqualTo(other.size());
    return one.properties().stream()
        .filter(each -> !each.getValue().equals(other.get(each.getKey())))
        .map(Map.Entry::getKey).toList();
  }
}
