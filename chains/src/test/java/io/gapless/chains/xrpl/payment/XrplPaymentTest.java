package io.gapless.chains.xrpl.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.BlobWriter;
import io.gapless.chains.xrpl.codec.Sha512Half;
import io.gapless.chains.xrpl.codec.XrplAmount;
import io.gapless.chains.xrpl.json.JsonForm;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XrplPaymentTest {

  private static final int PARTIAL = 0x0002_0000;
  private static final int SUCCESS = 0;

  @Test
  void aPaymentIsReadWithAllThatItSays() {
    byte[] blob = new BlobWriter()
        .uint16(2, 0).uint32(2, 0x8002_0000L).uint32(3, 0xFFFF_FFFFL).uint32(4, 0)
        .uint32(14, 7).uint32(41, 9)
        .drops(1, 50).drops(8, 12).drops(9, 60).drops(10, 40)
        .field(7, 3).hex("00").account(1, 1).account(3, 2)
        .field(18, 1).hex("01").zeros(20).hex("00")
        .bytes();
    byte[] meta = new BlobWriter()
        .uint32(28, 5).field(6, 18).hex("400000000000002D")
        .field(15, 8).field(15, 1).field(16, 3).hex("00")
        .bytes();

    XrplPayment payment = read(blob, meta, 90_000_000, 700_000_000);

    assertThat(payment).isEqualTo(new XrplPayment(
        new TransactionFacts("Payment", 5, "tesSUCCESS"), account(1), account(2),
        OptionalLong.of(0xFFFF_FFFFL), OptionalLong.of(7),
        drops(50), Optional.of(drops(60)), Optional.of(drops(40)),
        new Delivered.Exactly(drops(45)), 0x8002_0000L, true, 12, 0, OptionalLong.of(9)));
    assertThat(payment.isPartial()).isTrue();
  }

  @Test
  void whatAPaymentLeavesOutIsNotThere() {
    XrplPayment payment =
        read(payment(0), BlobWriter.meta(0, SUCCESS), 90_000_000, 700_000_000);

    assertThat(payment.sourceTag()).isEmpty();
    assertThat(payment.destinationTag()).isEmpty();
    assertThat(payment.sendMax()).isEmpty();
    assertThat(payment.deliverMin()).isEmpty();
    assertThat(payment.ticketSequence()).isEmpty();
    assertThat(payment.hasPaths()).isFalse();
    assertThat(payment.isPartial()).isFalse();
    assertThat(payment.sequence()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
      "4594095, 0, true, true", "4594094, 446000000, true, false",
      "4594094, 446000001, true, true", "32570, 410000000, true, false",
      "32570, 410000000, false, true", "90000000, 700000000, true, true"
  })
  void whatOldPartialPaymentsDeliveredIsNotOnRecord(
      long index, long closeTime, boolean partial, boolean known) {
    XrplPayment payment =
        read(payment(partial ? PARTIAL : 0), BlobWriter.meta(0, SUCCESS), index, closeTime);

    assertThat(payment.delivered())
        .isEqualTo(known ? new Delivered.Exactly(drops(50)) : new Delivered.Unavailable());
  }

  @Test
  void metadataSayWhatWasDeliveredHoweverOldTheyAre() {
    byte[] meta = new BlobWriter()
        .uint32(28, 0).field(6, 18).hex("4000000000000002").field(16, 3).hex("00").bytes();

    assertThat(read(payment(PARTIAL), meta, 32570, 410_000_000).delivered())
        .isEqualTo(new Delivered.Exactly(drops(2)));
  }

  @ParameterizedTest
  @CsvSource({"128, tecPATH_DRY", "101, tecPATH_PARTIAL", "199, tecBAD_PROOF", "250, result 250"})
  void failedPaymentsDeliverNothingAndSayWhy(int result, String name) {
    XrplPayment payment =
        read(payment(PARTIAL), BlobWriter.meta(4, result), 90_000_000, 700_000_000);

    assertThat(payment.delivered()).isEqualTo(new Delivered.Nothing());
    assertThat(payment.facts().succeeded()).isFalse();
    assertThat(payment.facts().resultName()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"0, Payment, true", "20, TrustSet, false", "999, type 999, false"})
  void factsOfOtherTypesAreReadToo(int type, String name, boolean payment) {
    var facts = TransactionFacts.of(XrplTransaction.of(
        new BlobWriter().uint16(2, type).bytes(), BlobWriter.meta(6, 104), Optional.empty()));

    assertThat(facts).isEqualTo(new TransactionFacts(name, 6, "tecUNFUNDED_PAYMENT"));
    assertThat(facts.isPayment()).isEqualTo(payment);
  }

  @Test
  void aTransactionThatIsCutOffIsReportedWithItsId() {
    byte[] blob = payment(0);
    byte[] meta = BlobWriter.meta(0, SUCCESS);
    for (int length = 0; length < blob.length; length++) {
      requireRefused(Arrays.copyOf(blob, length), meta);
    }
    for (int length = 0; length < meta.length; length++) {
      requireRefused(blob, Arrays.copyOf(meta, length));
    }
  }

  @Test
  void aPaymentWithAFieldThatIsNotKnownIsReadFromItsJsonForm() {
    XrplTransaction transaction = inJson("""
        {"TransactionType": "Payment", "Account": "%1$s", "Destination": "%2$s", "Fee": "12",
         "Sequence": 0, "TicketSequence": 7, "SourceTag": 4294967295, "DestinationTag": 0,
         "Flags": 131072, "Amount": {"mpt_issuance_id": "%3$s", "value": "9223372036854775807"},
         "SendMax": {"currency": "A$1", "issuer": "%1$s", "value": "1.5e-20"},
         "Paths": [[{"novelty": 1}]], "Novelty": {"Kind": 1}}
        """.formatted(account(1), account(2), "00000002" + "03".repeat(20)), """
        {"TransactionIndex": 4, "TransactionResult": "tesSUCCESS", "Novelties": [],
         "DeliveredAmount": {"mpt_issuance_id": "%s", "value": "2"}, "delivered_amount": "3"}
        """.formatted("00000002" + "03".repeat(20)));

    var facts = TransactionFacts.of(transaction);
    XrplPayment payment = XrplPayment.of(header(90_000_000, 700_000_000), transaction, facts);

    String token = "00000002" + "03".repeat(20);
    assertThat(payment).isEqualTo(new XrplPayment(
        new TransactionFacts("Payment", 4, "tesSUCCESS"), account(1), account(2),
        OptionalLong.of(0xFFFF_FFFFL), OptionalLong.of(0),
        new XrplAmount.Mpt(Long.MAX_VALUE, token),
        Optional.of(new XrplAmount.Issued(1_500_000_000_000_000L, -35, "A$1", account(1))),
        Optional.empty(), new Delivered.Exactly(new XrplAmount.Mpt(2, token)), PARTIAL, true, 12,
        0, OptionalLong.of(7)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'Amount': {'novel': 1}, 'Account': 'ME' | its field Amount",
      "'Amount': '5', 'SendMax': {'novel': 1}, 'Account': 'ME' | its field SendMax",
      "'Amount': '5', 'Flags': 'NEW', 'Account': 'ME' | its field Flags",
      "'Amount': '5', 'Account': 'novel' | its field Account",
      "'Amount': '5' | no Account"
  })
  void ofWhatRowsAreMadeOfNothingIsPassedOver(String fields, String why) {
    Hash32 id = Hash32.of("AB".repeat(32));
    XrplTransaction transaction = inJson(
        """
            {"TransactionType": "Payment", "Destination": "%s", "Fee": "12", "Sequence": 3, "New": 1, %s}
            """
            .formatted(account(2), fields.replace("ME", account(1).toAddress()).replace('\'', '"')),
        "{\"TransactionIndex\": 4, \"TransactionResult\": \"tesSUCCESS\"}");
    var facts = TransactionFacts.of(transaction);

    assertThatThrownBy(
        () -> XrplPayment.of(header(90_000_000, 700_000_000), transaction, facts))
        .isInstanceOf(UnreadableTransactionException.class)
        .hasMessageContaining(id.toUpperHex()).hasMessageContaining(why);
  }

  @Test
  void namesThatAreNewHereAreShownAsTheyCame() {
    var facts = TransactionFacts.of(inJson("{\"TransactionType\": \"AMMFuture\"}",
        "{\"TransactionIndex\": 4, \"TransactionResult\": \"tecFUTURE\"}"));

    assertThat(facts).isEqualTo(new TransactionFacts("AMMFuture", 4, "tecFUTURE"));
    assertThat(facts.isPayment()).isFalse();
    assertThat(facts.succeeded()).isFalse();
  }

  @Test
  void factsThatAreMissingInJsonFormAreReportedWithTheIdThatTheServerNamed() {
    XrplTransaction transaction = inJson("{\"TransactionType\": \"Payment\"}", "{}");

    assertThatThrownBy(() -> TransactionFacts.of(transaction))
        .isInstanceOf(UnreadableTransactionException.class)
        .hasMessageContaining("AB".repeat(32))
        .hasMessageEndingWith("no TransactionIndex");
  }

  private static XrplTransaction inJson(String transaction, String metadata) {
    var mapper = new ObjectMapper();
    try {
      return XrplTransaction.inJson(
          new JsonForm(mapper.readTree(transaction), mapper.readTree(metadata)),
          Optional.of(Hash32.of("AB".repeat(32))), "its field Novelty is not known");
    } catch (JsonProcessingException e) {
      throw new AssertionError(transaction, e);
    }
  }

  private static void requireRefused(byte[] blob, byte[] meta) {
    String id = new Sha512Half().transactionId(blob).toUpperHex();
    assertThatThrownBy(() -> read(blob, meta, 90_000_000, 700_000_000))
        .isInstanceOfSatisfying(UnreadableTransactionException.class,
            e -> assertThat(e.id().orElseThrow().toUpperHex()).isEqualTo(id))
        .hasMessageContaining(id);
  }

  private static XrplPayment read(byte[] blob, byte[] meta, long index, long closeTime) {
    var transaction = XrplTransaction.of(blob, meta, Optional.empty());
    return XrplPayment.of(
        header(index, closeTime), transaction, TransactionFacts.of(transaction));
  }

  private static LedgerHeader header(long index, long closeTime) {
    var none = Hash32.of(new byte[Hash32.LENGTH]);
    return new LedgerHeader(index, 1, none, none, none, OptionalLong.of(closeTime),
        closeTime, 10, OptionalInt.of(0));
  }

  private static byte[] payment(int flags) {
    return new BlobWriter()
        .uint16(2, 0).uint32(2, flags).uint32(4, 3)
        .drops(1, 50).drops(8, 12).account(1, 1).account(3, 2)
        .bytes();
  }

  private static XrplAmount drops(long drops) {
    return new XrplAmount.Drops(drops);
  }

  private static AccountId account(int each) {
    var bytes = new byte[AccountId.LENGTH];
    Arrays.fill(bytes, (byte) each);
    return AccountId.of(bytes, 0);
  }
}
