package io.gapless.chains.xrpl.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.RecordedLedgers;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.answer.LedgerReader;
import io.gapless.chains.xrpl.codec.XrplAmount;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xrpl.xrpl4j.codec.binary.XrplBinaryCodec;

/// Reads the payments of ledgers that were recorded from the main network.
class RecordedPaymentsTest {

  private static final Hash32 NONE = Hash32.of(new byte[Hash32.LENGTH]);
  private static final LedgerHeader LATE = new LedgerHeader(104_540_000, 1, NONE, NONE, NONE,
      OptionalLong.empty(), 830_000_000, 10, OptionalInt.empty());

  @BeforeEach
  void recordingsAreThere() {
    RecordedLedgers.requireThem();
  }

  @Test
  void paymentsOfTheBinaryFormSayWhatTheJsonFormSays() {
    Map<Long, JsonNode> results = RecordedLedgers.results(RecordedLedgers.JSON);
    int payments = 0;
    int failed = 0;
    for (JsonNode result : results.values()) {
      XrplLedger ledger = LedgerReader.read(result);
      int at = 0;
      for (XrplTransaction transaction : ledger.transactions()) {
        JsonNode json = result.path("ledger").path("transactions").get(at++);
        var facts = TransactionFacts.of(transaction);
        assertThat(facts.typeName()).isEqualTo(json.path("TransactionType").textValue());
        assertThat(facts.resultName())
            .isEqualTo(json.path("metaData").path("TransactionResult").textValue());
        assertThat(facts.index())
            .isEqualTo(json.path("metaData").path("TransactionIndex").longValue());
        if (facts.isPayment()) {
          requireSame(json, XrplPayment.of(ledger.header(), transaction, facts));
          payments++;
          failed += facts.succeeded() ? 0 : 1;
        }
      }
    }
    assertThat(payments).isGreaterThan(50);
    assertThat(failed).isPositive();
  }

  @Test
  void paymentsThatAnotherParserFoundAreThereWithTheSameDeliveredAmounts() {
    JsonNode expected = RecordedLedgers.peerPayments();
    var delivered = new HashMap<String, XrplPayment>();
    RecordedLedgers.results(RecordedLedgers.JSON).values().forEach(result -> {
      XrplLedger ledger = LedgerReader.read(result);
      for (XrplTransaction transaction : ledger.transactions()) {
        var facts = TransactionFacts.of(transaction);
        if (facts.isPayment()) {
          delivered.put(transaction.claimedId().orElseThrow().toUpperHex(),
              XrplPayment.of(ledger.header(), transaction, facts));
        }
      }
    });

    int found = 0;
    for (JsonNode ledger : expected) {
      for (JsonNode peer : ledger) {
        XrplPayment payment = Objects.requireNonNull(
            delivered.remove(peer.path("tx_hash").textValue()), peer::toString);
        assertThat(payment.account().toAddress()).isEqualTo(peer.path("source").textValue());
        assertThat(payment.destination().toAddress())
            .isEqualTo(peer.path("destination").textValue());
        assertThat(payment.facts().index()).isEqualTo(peer.path("tx_index").longValue());
        assertThat(payment.delivered())
            .isInstanceOfSatisfying(Delivered.Exactly.class, exactly -> {
              XrplAmount amount = exactly.amount();
              assertThat(amount.currency()).isEqualTo(peer.path("currency").textValue());
              assertThat(inWhole(amount))
                  .isEqualByComparingTo(peer.path("delivered_amount").textValue());
            });
        found++;
      }
    }
    assertThat(found).isPositive();
    assertThat(delivered.values()).as("failed and self payments, which the other leaves out")
        .isNotEmpty()
        .allMatch(payment -> !payment.facts().succeeded()
            || payment.account().equals(payment.destination()));
  }

  /// Payments of 2026, which came without header.
  @Test
  void paymentsSayWhatAnotherCodecReadsFromTheirBytes() throws IOException {
    int payments = 0;
    for (JsonNode result : RecordedLedgers.results(RecordedLedgers.HEADLESS).values()) {
      for (JsonNode binary : result.path("ledger").path("transactions")) {
        XrplTransaction transaction = transaction(binary);
        var facts = TransactionFacts.of(transaction);
        if (facts.isPayment()) {
          JsonNode meta = decoded(binary.path("meta").textValue());
          XrplPayment payment = XrplPayment.of(LATE, transaction, facts);
          assertThat(facts.resultName()).isEqualTo(meta.path("TransactionResult").textValue());
          assertThat(facts.index()).isEqualTo(meta.path("TransactionIndex").longValue());
          requireSame(decoded(binary.path("tx_blob").textValue()), payment);
          if (meta.has("DeliveredAmount")
              && payment.delivered() instanceof Delivered.Exactly(XrplAmount amount)) {
            requireSame(meta.path("DeliveredAmount"), amount);
          }
          payments++;
        }
      }
    }
    assertThat(payments).isGreaterThan(100);
  }

  private static JsonNode decoded(String hex) throws IOException {
    return new ObjectMapper().readTree(XrplBinaryCodec.getInstance().decode(hex));
  }

  private static XrplTransaction transaction(JsonNode binary) {
    return XrplTransaction.of(
        HexFormat.of().parseHex(binary.path("tx_blob").textValue()),
        HexFormat.of().parseHex(binary.path("meta").textValue()), Optional.empty());
  }

  /// The other parser counts XRP, not drops.
  private static BigDecimal inWhole(XrplAmount amount) {
    return new BigDecimal(amount.value())
        .movePointLeft(amount instanceof XrplAmount.Drops ? 6 : 0);
  }

  private static void requireSame(JsonNode json, XrplPayment payment) {
    assertThat(payment.account().toAddress()).isEqualTo(json.path("Account").textValue());
    assertThat(payment.destination().toAddress()).isEqualTo(json.path("Destination").textValue());
    assertThat(payment.feeDrops()).isEqualTo(json.path("Fee").asLong());
    assertThat(payment.sequence()).isEqualTo(json.path("Sequence").longValue());
    assertThat(payment.flags()).isEqualTo(json.path("Flags").longValue());
    assertThat(payment.hasPaths()).isEqualTo(json.has("Paths"));
    assertThat(payment.destinationTag().isPresent()).isEqualTo(json.has("DestinationTag"));
    payment.destinationTag().ifPresent(
        tag -> assertThat(tag).isEqualTo(json.path("DestinationTag").longValue()));
    payment.sourceTag().ifPresent(
        tag -> assertThat(tag).isEqualTo(json.path("SourceTag").longValue()));
    requireSame(json.path("Amount"), payment.amount());
    assertThat(payment.sendMax().isPresent()).isEqualTo(json.has("SendMax"));
    payment.sendMax().ifPresent(amount -> requireSame(json.path("SendMax"), amount));
    assertThat(payment.deliverMin().isPresent()).isEqualTo(json.has("DeliverMin"));
    payment.deliverMin().ifPresent(amount -> requireSame(json.path("DeliverMin"), amount));
    JsonNode delivered = json.path("metaData").path("delivered_amount");
    switch (payment.delivered()) {
      case Delivered.Nothing() -> assertThat(payment.facts().succeeded()).isFalse();
      case Delivered.Unavailable() -> assertThat(delivered.asText("unavailable"))
          .isIn("unavailable", "");
      case Delivered.Exactly(XrplAmount amount) -> {
        if (!delivered.isMissingNode() && !delivered.asText().equals("unavailable")) {
          requireSame(delivered, amount);
        }
      }
    }
  }

  private static void requireSame(JsonNode json, XrplAmount amount) {
    if (json.isTextual()) {
      assertThat(amount).isEqualTo(new XrplAmount.Drops(Long.parseLong(json.textValue())));
      return;
    }
    String value = json.path("value").textValue();
    if (!amount.value().equals(value)) {
      // The other codec writes large numbers plain, servers do not.
      assertThat(amount.value()).contains("e");
      assertThat(new BigDecimal(amount.value())).isEqualByComparingTo(value);
    }
    assertThat(amount.currency()).isEqualTo(json.path("currency").textValue());
    assertThat(amount.issuer().orElseThrow().toAddress())
        .isEqualTo(json.path("issuer").textValue());
  }
}
