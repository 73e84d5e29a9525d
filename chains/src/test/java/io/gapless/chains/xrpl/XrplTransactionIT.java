package io.gapless.chains.xrpl;

import static io.gapless.chains.xrpl.ws.PlayedServer.error;
import static io.gapless.chains.xrpl.ws.PlayedServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.BlobWriter;
import io.gapless.chains.xrpl.codec.Sha512Half;
import io.gapless.chains.xrpl.ws.PlayedServer;
import io.gapless.chains.xrpl.ws.PlayedServer.Play;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the client makes of the answers to `tx`.
@Timeout(60)
class XrplTransactionIT {

  private static final long INDEX = 40_000_000;
  private static final byte[] BLOB = new BlobWriter()
      .uint16(2, 0).uint32(2, 0).uint32(4, 3).drops(1, 50).drops(8, 12).account(1, 1).account(3, 2)
      .bytes();
  private static final byte[] META = BlobWriter.meta(7, 0);
  private static final Hash32 HASH = new Sha512Half().transactionId(BLOB);
  private static final Hash32 LEDGER_HASH = Hash32.of("C".repeat(64));

  @Test
  void asksForTheTransactionInBinaryForm() throws Exception {
    try (var server = playing(second());
        var client = client(server)) {
      Weighed<LocatedTransaction> weighed = value(client.transaction(HASH));

      LocatedTransaction located = weighed.value();
      assertThat(located.hash()).isEqualTo(HASH);
      assertThat(located.transaction().blob()).isEqualTo(BLOB);
      assertThat(located.transaction().meta()).isEqualTo(META);
      assertThat(located.ledgerIndex()).isEqualTo(INDEX);
      assertThat(located.ledgerHash()).contains(LEDGER_HASH);
      assertThat(located.index()).isEqualTo(7);
      assertThat(weighed.bytes())
          .isEqualTo(reply(server.requests().getFirst(), second()).length());
      assertThat(server.requests().getFirst().toString()).isEqualTo(
          "{\"command\":\"tx\",\"transaction\":\"" + HASH.toUpperHex()
              + "\",\"binary\":true,\"api_version\":2,\"id\":1}");
    }
  }

  @Test
  void asksAsOlderServersUnderstandItAndRemembersThat() throws Exception {
    Play play = (request, socket) -> socket.send(request.get("api_version").asInt() > 1
        ? error(request, "invalid_API_version", 0, "")
        : reply(request, first()));
    try (var server = new PlayedServer(play);
        var client = client(server)) {
      LocatedTransaction located = value(client.transaction(HASH)).value();
      value(client.transaction(HASH));

      assertThat(located.transaction().blob()).isEqualTo(BLOB);
      assertThat(located.ledgerHash()).isEmpty();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void refusesBytesThatDoNotMakeTheHash() throws Exception {
    byte[] other = BLOB.clone();
    other[other.length - 1] ^= 1;
    String made = new Sha512Half().transactionId(other).toUpperHex();

    assertBad(second().replace(hex(BLOB), hex(other)),
        "transaction " + HASH.toUpperHex() + " makes the id " + made);
    assertBad(first().replace(hex(BLOB), hex(other)), "makes the id " + made);
    assertBad(shown("50").replace("\"Sequence\":3", "\"Sequence\":4"),
        HASH.toUpperHex() + ", re-serialised from JSON form, makes the id ");
  }

  @Test
  void refusesAnotherTransactionAndWhatCannotBeRead() throws Exception {
    assertBad(second().replace(HASH.toUpperHex(), "D".repeat(64)),
        "asked for transaction " + HASH.toUpperHex() + ", got " + "D".repeat(64));
    assertBad(second().replace(hex(META), "AB"), "cannot be read");
    assertBad(second().replace("\"ledger_index\":40000000,", ""), "no ledger_index");
    assertBad("{\"validated\":true}", "neither tx_blob nor");
    assertBad("[]", "no result");
  }

  private static void assertBad(String result, String words) throws Exception {
    try (var server = playing(result);
        var client = client(server)) {
      Refusal refusal = refusal(client.transaction(HASH));

      assertThat(refusal).isInstanceOf(Refusal.BadAnswer.class);
      assertThat(refusal.said().text()).startsWith("bad answer: ").contains(words)
          .doesNotContain("\n");
    }
  }

  @Test
  void readsWhatAServerShowsThatGivesNoBinaryForm() throws Exception {
    try (var server = playing(shown("50"));
        var client = client(server)) {
      LocatedTransaction located = value(client.transaction(HASH)).value();

      assertThat(located.transaction().isReserialised()).isTrue();
      assertThat(located.transaction().blob()).isEqualTo(BLOB);
      assertThat(located.index()).isEqualTo(7);
    }
  }

  @Test
  void cannotProveFieldsThatNobodyKnowsAndBlamesNoServer() throws Exception {
    try (var server = playing(shown("50\",\"Novelty\":\"1"));
        var client = client(server)) {
      Refusal refusal = refusal(client.transaction(HASH));

      assertThat(refusal).isInstanceOf(Refusal.Unknown.class);
      assertThat(refusal.said().text())
          .isEqualTo("transaction " + HASH.toUpperHex()
              + " cannot be proven: its field Novelty is not known");
    }
  }

  @Test
  void whatIsNotValidatedIsNotThereYet() throws Exception {
    for (String result : List.of(
        second().replace("\"validated\":true", "\"validated\":false"),
        second().replace(",\"validated\":true", ""))) {
      try (var server = playing(result);
          var client = client(server)) {
        assertThat(missing(client.transaction(HASH))).isEqualTo(Missing.HEAD);
      }
    }
  }

  @Test
  void tellsThatTheServerDoesNotHaveIt() throws Exception {
    Play play = (request, socket) -> socket.send(
        error(request, "txnNotFound", 29, "Transaction not found."));
    try (var server = new PlayedServer(play);
        var client = client(server)) {
      Answer<?> answer = client.transaction(HASH);

      assertThat(missing(answer)).isEqualTo(Missing.UNKNOWN);
      assertThat(refusal(answer).said().text()).isEqualTo("txnNotFound: Transaction not found.");
    }
  }

  /// In binary form of API v2.
  private static String second() {
    return "{\"close_time_iso\":\"2015-11-05T00:53:30Z\",\"hash\":\"" + HASH.toUpperHex()
        + "\",\"ledger_hash\":\"" + LEDGER_HASH.toUpperHex() + "\",\"ledger_index\":" + INDEX
        + ",\"meta_blob\":\"" + hex(META) + "\",\"tx_blob\":\"" + hex(BLOB)
        + "\",\"validated\":true}";
  }

  /// In binary form of API v1.
  private static String first() {
    return "{\"date\":500000010,\"hash\":\"" + HASH.toUpperHex() + "\",\"inLedger\":" + INDEX
        + ",\"ledger_index\":" + INDEX + ",\"meta\":\"" + hex(META) + "\",\"tx\":\""
        + hex(BLOB) + "\",\"validated\":true}";
  }

  /// In JSON form of API v2.
  private static String shown(String amount) {
    return "{\"hash\":\"" + HASH.toUpperHex() + "\",\"ledger_index\":" + INDEX
        + ",\"tx_json\":{\"TransactionType\":\"Payment\",\"Flags\":0,\"Sequence\":3,"
        + "\"DeliverMax\":\"" + amount + "\",\"Fee\":\"12\",\"Account\":\"" + address(1)
        + "\",\"Destination\":\"" + address(2) + "\"},\"meta\":{\"AffectedNodes\":[],"
        + "\"TransactionIndex\":7,\"TransactionResult\":\"tesSUCCESS\",\"delivered_amount\":"
        + "\"50\"},\"validated\":true}";
  }

  private static String address(int each) {
    byte[] bytes = new byte[20];
    Arrays.fill(bytes, (byte) each);
    return AccountId.of(bytes, 0).toAddress();
  }

  private static PlayedServer playing(String result) throws InterruptedException {
    return new PlayedServer((request, socket) -> socket.send(reply(request, result)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static <T> T value(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Value.class);
    return ((Answer.Value<T>) answer).value();
  }

  private static Refusal refusal(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal();
  }

  private static Missing missing(Answer<?> answer) {
    return ((Refusal.MissingData) refusal(answer)).where();
  }

  private static XrplClient client(PlayedServer server) {
    return new XrplClient(server.endpoint(), XrplSettings.DEFAULT,
        new ErrorClassifier(() -> Instant.EPOCH), new Random(1));
  }
}
