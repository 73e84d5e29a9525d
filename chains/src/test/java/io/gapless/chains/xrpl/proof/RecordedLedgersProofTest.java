package io.gapless.chains.xrpl.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.RecordedLedgers;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.answer.LedgerReader;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.chains.xrpl.payment.XrplPayment;
import io.gapless.chains.xrpl.proof.Proof.Broken;
import io.gapless.chains.xrpl.proof.Proof.NotProvable;
import io.gapless.chains.xrpl.proof.Proof.Proven;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Proves ledgers that were recorded from the main network.
class RecordedLedgersProofTest {

  @BeforeEach
  void recordingsAreThere() {
    RecordedLedgers.requireThem();
  }

  @Test
  void ledgersInBinaryFormAreProven() {
    Map<Long, JsonNode> results = RecordedLedgers.results(RecordedLedgers.BINARY);

    assertThat(results).hasSizeGreaterThanOrEqualTo(17).allSatisfy((index, result) -> {
      XrplLedger ledger = LedgerReader.read(result);
      assertThat(LedgerProof.check(ledger))
          .isInstanceOfSatisfying(Proven.class, proven -> {
            assertThat(proven.header()).isEqualTo(ledger.header());
            assertThat(proven.header().index()).isEqualTo(index);
            assertThat(proven.ledgerHash().toUpperHex())
                .isEqualTo(result.path("ledger_hash").textValue());
            assertThat(proven.transactionIds()).hasSameSizeAs(ledger.transactions());
          });
    });
  }

  /// With a header of which nothing but the root is true, the transactions must still make that root.
  @Test
  void transactionsOfLedgersWithoutHeaderMakeTheirRoot() {
    Map<Long, JsonNode> results = RecordedLedgers.results(RecordedLedgers.HEADLESS);

    assertThat(results).hasSizeGreaterThanOrEqualTo(3).allSatisfy((index, result) -> {
      Proof proof = LedgerProof.check(LedgerReader.read(withMadeUpHeader(result)));
      assertThat(proof).isInstanceOf(Proven.class);
    });
  }

  /// On which rests that none is missing of a ledger that cannot be proven.
  @Test
  void transactionsAreNumberedWithoutGaps() {
    for (String folder : List.of(RecordedLedgers.BINARY, RecordedLedgers.JSON)) {
      assertThat(RecordedLedgers.results(folder).values()).allSatisfy(result -> {
        List<XrplTransaction> transactions = LedgerReader.read(result).transactions();
        assertThat(transactions.stream().map(one -> TransactionFacts.of(one).index()).sorted())
            .containsExactlyElementsOf(
                LongStream.range(0, transactions.size()).boxed().toList());
      });
    }
  }

  @Test
  void aLedgerWithAFieldThatIsNotKnownIsReadAllTheSame() {
    RecordedLedgers.results(RecordedLedgers.JSON).forEach((index, result) -> {
      List<XrplTransaction> proven = LedgerReader.read(result).transactions();
      JsonNode changed = result.deepCopy();
      changed.at("/ledger/transactions")
          .forEach(transaction -> ((ObjectNode) transaction).put("Novelty", 1));

      XrplLedger ledger = LedgerReader.read(changed);

      assertThat(LedgerProof.check(ledger)).isInstanceOf(NotProvable.class);
      for (int i = 0; i < proven.size(); i++) {
        var facts = TransactionFacts.of(ledger.transactions().get(i));
        assertThat(facts).isEqualTo(TransactionFacts.of(proven.get(i)));
        if (facts.isPayment()) {
          assertThat(XrplPayment.of(ledger.header(), ledger.transactions().get(i), facts))
              .isEqualTo(XrplPayment.of(ledger.header(), proven.get(i), facts));
        }
      }
    });
  }

  @Test
  void ledgersInJsonFormAreProvenAfterReserialisation() {
    var unproven = new TreeMap<Long, String>();

    RecordedLedgers.results(RecordedLedgers.JSON).forEach((index, result) -> {
      switch (LedgerProof.check(LedgerReader.read(result))) {
        case Proven(LedgerHeader header, Hash32 hash, var _) -> {
          assertThat(header.bytes()).isPresent();
          assertThat(hash.toUpperHex()).isEqualTo(result.path("ledger_hash").textValue());
        }
        case Broken(String why) -> unproven.put(index, "broken: " + why);
        case NotProvable(String why) -> unproven.put(index, why);
      }
    });

    assertThat(unproven).isEmpty();
  }

  /// API v2 wraps the fields, and calls a payment's amount otherwise.
  @Test
  void ledgersInJsonFormOfTheSecondVersionAreProvenToo() {
    RecordedLedgers.results(RecordedLedgers.JSON).forEach((index, result) -> {
      Proof proof = LedgerProof.check(LedgerReader.read(asSecondVersion(result)));
      assertThat(proof).as("%s: %s", index, proof).isInstanceOf(Proven.class);
    });
  }

  @Test
  void changedLedgersInJsonFormAreBroken() {
    JsonNode result =
        Objects.requireNonNull(RecordedLedgers.results(RecordedLedgers.JSON).get(2964124L));
    for (String pointer : List.of("", "/metaData")) {
      JsonNode changed = result.deepCopy();
      var transaction =
          (ObjectNode) changed.at("/ledger/transactions/0" + pointer);
      transaction.put(pointer.isEmpty() ? "Sequence" : "TransactionIndex", 77);
      requireBroken(LedgerReader.read(changed));
    }
    JsonNode fewer = result.deepCopy();
    ((ArrayNode) fewer.at("/ledger/transactions")).remove(2);
    requireBroken(LedgerReader.read(fewer));
  }

  @Test
  void noByteOfASmallLedgerCanBeChanged() {
    XrplLedger ledger = LedgerReader.read(Objects.requireNonNull(
        RecordedLedgers.results(RecordedLedgers.BINARY).get(38129L)));
    XrplTransaction only = ledger.transactions().getFirst();

    for (int at = 0; at < LedgerHeader.LENGTH; at++) {
      requireBroken(withHeader(ledger, at, 1));
    }
    for (int at = 0; at < only.blob().length; at++) {
      requireBroken(with(ledger, XrplTransaction.of(
          changed(only.blob(), at, 0x80), only.meta(), Optional.empty())));
    }
    for (int at = 0; at < only.meta().length; at++) {
      requireBroken(with(ledger, XrplTransaction.of(
          only.blob(), changed(only.meta(), at, 0x10), Optional.empty())));
    }
  }

  @Test
  void changedLedgersAreBroken() {
    var random = new Random(5);
    for (JsonNode result : RecordedLedgers.results(RecordedLedgers.BINARY).values()) {
      XrplLedger ledger = LedgerReader.read(result);
      for (int i = 0; i < 15; i++) {
        requireBroken(change(ledger, random));
      }
    }
  }

  /// A byte of a transaction or its metadata, the header, a transaction less or twice.
  private static XrplLedger change(XrplLedger ledger, Random random) {
    var transactions = new ArrayList<>(ledger.transactions());
    int which = random.nextInt(transactions.size());
    XrplTransaction one = transactions.get(which);
    int bit = 1 << random.nextInt(8);
    switch (random.nextInt(6)) {
      case 0 -> transactions.remove(which);
      case 1 -> transactions.add(one);
      case 2 -> {
        return withHeader(ledger, random.nextInt(LedgerHeader.LENGTH), bit);
      }
      case 3 -> transactions.set(which, XrplTransaction.of(
          changed(one.blob(), random.nextInt(one.blob().length), bit), one.meta(),
          one.claimedId()));
      case 4 -> transactions.set(which, XrplTransaction.of(
          one.blob(), changed(one.meta(), random.nextInt(one.meta().length), bit),
          one.claimedId()));
      default -> transactions.set(which, XrplTransaction.of(
          Arrays.copyOf(one.blob(), one.blob().length - 1), one.meta(), one.claimedId()));
    }
    return new XrplLedger(ledger.header(), ledger.claimedHash(), transactions);
  }

  private static XrplLedger withHeader(XrplLedger ledger, int at, int bit) {
    byte[] header = changed(ledger.header().bytes().orElseThrow(), at, bit);
    return new XrplLedger(
        LedgerHeader.of(header, 0), ledger.claimedHash(), ledger.transactions());
  }

  private static XrplLedger with(XrplLedger ledger, XrplTransaction only) {
    return new XrplLedger(ledger.header(), ledger.claimedHash(), List.of(only));
  }

  private static byte[] changed(byte[] bytes, int at, int bit) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) bit;
    return changed;
  }

  private static void requireBroken(XrplLedger ledger) {
    assertThat(LedgerProof.check(ledger)).isInstanceOfSatisfying(Broken.class,
        broken -> assertThat(broken.why()).startsWith("ledger ").doesNotContain("\n"));
  }

  private static JsonNode asSecondVersion(JsonNode result) {
    ObjectNode changed = result.deepCopy();
    ObjectNode ledger = (ObjectNode) changed.get("ledger");
    ledger.put("ledger_index", ledger.path("ledger_index").asLong());
    changed.put("ledger_index", ledger.path("ledger_index").asLong());
    ArrayNode transactions = ledger.putArray("transactions");
    for (JsonNode transaction : result.path("ledger").path("transactions")) {
      ObjectNode fields = transaction.deepCopy();
      ObjectNode wrapped = transactions.addObject();
      wrapped.set("meta", fields.remove("metaData"));
      wrapped.set("hash", fields.remove("hash"));
      if (fields.path("TransactionType").asText().equals("Payment")) {
        fields.remove("DeliverMax");
        fields.set("DeliverMax", fields.remove("Amount"));
      }
      wrapped.set("tx_json", fields);
      wrapped.put("validated", true);
    }
    return changed;
  }

  private static JsonNode withMadeUpHeader(JsonNode result) {
    ObjectNode changed = result.deepCopy();
    changed.remove("ledger_hash");
    ObjectNode ledger = (ObjectNode) changed.get("ledger");
    ledger.put("total_coins", "1");
    for (String name : List.of("parent_hash", "account_hash")) {
      ledger.put(name, "0".repeat(64));
    }
    for (String name : List.of("parent_close_time", "close_time", "close_time_resolution",
        "close_flags")) {
      ledger.put(name, 10);
    }
    return changed;
  }
}
