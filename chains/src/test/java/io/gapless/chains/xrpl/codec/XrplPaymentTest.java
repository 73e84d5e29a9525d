package io.gapless.chains.xrpl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplTransaction;
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
        new TransactionFacts(0, 5, SUCCESS), account(1), account(2),
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

    assertThat(facts).isEqualTo(new TransactionFacts(type, 6, 104));
    assertThat(facts.typeName()).isEqualTo(name);
    assertThat(facts.isPayment()).isEqualTo(payment);
    assertThat(facts.resultName()).isEqualTo("tecUNFUNDED_PAYMENT");
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
  void aTransactionWithoutBinaryFormIsReportedWithTheIdThatTheServerNamed() {
    Hash32 id = Hash32.of("AB".repeat(32));
    var transaction = XrplTransaction.notBinary(Optional.of(id), "its field New is not known");

    assertThatThrownBy(() -> TransactionFacts.of(transaction))
        .isInstanceOf(UnreadableTransactionException.class)
        .hasMessageContaining(id.toUpperHex())
        .hasMessageEndingWith("its field New is not known");
  }

  private static void requireRefused(byte[] blob, byte[] meta) {
    String id = new Sha512Half().transactionId(blob).toUpperHex();
    assertThatThrownBy(() -> read(blob, meta, 90_000_000, 700_000_000))
        .isInstanceOfSatisfying(UnreadableTransactionException.class,
            e -> assertThat(e.id().orElseThrow().toUpperHex()).isEqualTo(id))
        .hasMessageContaining(id);
  }

  private static XrplPayment read(byte[] blob, byte[] meta, long index, long closeTime) {
    var none = Hash32.of(new byte[Hash32.LENGTH]);
    var header = new LedgerHeader(index, 1, none, none, none, OptionalLong.of(closeTime),
        closeTime, 10, OptionalInt.of(0));
    var transaction = XrplTransaction.of(blob, meta, Optional.empty());
    return XrplPayment.of(header, transaction, TransactionFacts.of(transaction));
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
