package io.gapless.chains.xrpl.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.BlobWriter;
import io.gapless.chains.xrpl.codec.Sha512Half;
import io.gapless.chains.xrpl.json.JsonForm;
import io.gapless.chains.xrpl.proof.Proof.Broken;
import io.gapless.chains.xrpl.proof.Proof.NotProvable;
import io.gapless.chains.xrpl.proof.Proof.Proven;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerProofTest {

  private static final Hash32 ZERO = Hash32.of(new byte[Hash32.LENGTH]);
  private static final Hash32 OTHER = Hash32.of("AB".repeat(32));
  private static final long CLOSE_TIME = 474_575_270;

  /// Leaves go as deep as their ids are alike, and their blobs have lengths of each form.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 300})
  void aLedgerIsProvenWithTheIdsOfItsTransactions(int count) {
    XrplLedger ledger = ledger(transactions(count));

    assertThat(LedgerProof.check(ledger)).isInstanceOfSatisfying(Proven.class, proven -> {
      assertThat(proven.header()).isEqualTo(ledger.header());
      assertThat(Optional.of(proven.ledgerHash())).isEqualTo(ledger.claimedHash());
      assertThat(proven.transactionIds())
          .isEqualTo(new TransactionTree(new Sha512Half()).ids(ledger.transactions()));
    });
  }

  @Test
  void theOrderOfTheAnswerDoesNotMatter() {
    XrplLedger ledger = ledger(transactions(20));

    assertThat(LedgerProof.check(with(ledger, ledger.transactions().reversed())))
        .isInstanceOf(Proven.class);
  }

  @Test
  void aLedgerWithoutTransactionsHasARootOfZeros() {
    XrplLedger empty = ledger(List.of());

    assertThat(empty.header().transactionHash()).isEqualTo(ZERO);
    assertThat(LedgerProof.check(empty)).isInstanceOf(Proven.class);
    assertThat(LedgerProof.check(with(empty, transactions(1)))).isInstanceOf(Broken.class);
    assertThat(LedgerProof.check(with(ledger(transactions(1)), List.of())))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.why())
            .startsWith("ledger 11119609: the 0 transactions of the answer make the root 0000"));
  }

  @Test
  void aMissingADoubledAndAnAddedTransactionAreSeen() {
    XrplLedger ledger = ledger(transactions(20));
    for (int i = 0; i < 20; i++) {
      var fewer = new ArrayList<>(ledger.transactions());
      XrplTransaction one = fewer.remove(i);
      assertThat(LedgerProof.check(with(ledger, fewer))).isInstanceOf(Broken.class);
      fewer.add(one);
      fewer.add(one);
      assertThat(LedgerProof.check(with(ledger, fewer)))
          .isInstanceOfSatisfying(Broken.class,
              broken -> assertThat(broken.why()).endsWith("is there twice"));
    }
    assertThat(LedgerProof.check(with(ledger, transactions(21)))).isInstanceOf(Broken.class);
  }

  @Test
  void anIdThatTheTransactionDoesNotMakeIsSeen() {
    XrplLedger ledger = ledger(transactions(3));
    var changed = new ArrayList<>(ledger.transactions());
    XrplTransaction last = changed.removeLast();
    changed.add(XrplTransaction.of(last.blob(), last.meta(), Optional.of(OTHER)));

    assertThat(LedgerProof.check(with(ledger, changed)))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.why())
            .startsWith("ledger 11119609: transaction " + OTHER.toUpperHex() + " makes the id"));
  }

  @Test
  void faultsOfTransactionsFromJsonFormSaySo() {
    XrplLedger ledger = ledger(transactions(3));
    List<XrplTransaction> changed = ledger.transactions().stream().limit(2)
        .map(one -> XrplTransaction.reserialised(one.blob(), one.meta(), Optional.empty()))
        .toList();

    assertThat(LedgerProof.check(with(ledger, changed)))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.why())
            .startsWith("ledger 11119609, re-serialised from JSON form: the 2 transactions"));
  }

  @Test
  void anotherHashThanTheHeaderMakesIsSeen() {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(
        new XrplLedger(ledger.header(), Optional.of(OTHER), ledger.transactions())))
        .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.why())
            .startsWith("ledger 11119609: its header makes the hash ")
            .endsWith("not " + OTHER.toUpperHex()));
  }

  @Test
  void aLedgerThatNamesNoHashHasTheOneThatItMakes() {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(
        new XrplLedger(ledger.header(), Optional.empty(), ledger.transactions())))
        .isInstanceOfSatisfying(Proven.class, proven -> assertThat(
            Optional.of(proven.ledgerHash())).isEqualTo(ledger.claimedHash()));
  }

  @Test
  void whatHasNoBinaryFormIsNotProvable() {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(with(ledger, andInJson(ledger.transactions(), 3))))
        .isEqualTo(new NotProvable("ledger 11119609, transaction " + OTHER.toUpperHex()
            + ": its field New is not known"));
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "4, 3", "5000000000, 3"})
  void whatIsNotProvableMustStillHaveEachTransaction(long index, int missing) {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(with(ledger, andInJson(ledger.transactions(), index))))
        .isEqualTo(new Broken("ledger 11119609: of 4 transactions none is the one of index "
            + missing));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "-1, 0", "-10, 0", "-20, 1", "-3600, 0", "5, 0", "120, 1"})
  void fieldsThatOldAnswersLackAreFoundByTheHash(int apart, int flags) {
    XrplLedger ledger = ledger(transactions(3));
    LedgerHeader complete = ledger.header().with(CLOSE_TIME + apart, flags);
    Hash32 hash = hash(complete);

    XrplLedger old = new XrplLedger(without(complete), Optional.of(hash), ledger.transactions());

    assertThat(LedgerProof.check(old)).isInstanceOfSatisfying(Proven.class, proven -> {
      assertThat(proven.header()).isEqualTo(complete);
      assertThat(proven.ledgerHash()).isEqualTo(hash);
    });
  }

  @Test
  void aParentThatClosedLongBeforeMustBeKnown() {
    XrplLedger ledger = ledger(transactions(3));
    LedgerHeader complete = ledger.header().with(CLOSE_TIME - 86_400, 1);
    XrplLedger old =
        new XrplLedger(without(complete), Optional.of(hash(complete)), ledger.transactions());

    assertThat(LedgerProof.check(old)).isInstanceOf(NotProvable.class);
    assertThat(LedgerProof.check(old, OptionalLong.of(CLOSE_TIME - 86_400)))
        .isInstanceOfSatisfying(Proven.class,
            proven -> assertThat(proven.header()).isEqualTo(complete));
    assertThat(LedgerProof.check(old, OptionalLong.of(CLOSE_TIME - 86_399)))
        .isInstanceOf(Broken.class);
  }

  @Test
  void anIncompleteHeaderWithoutHashIsNotProvable() {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(new XrplLedger(
        without(ledger.header()), Optional.empty(), ledger.transactions())))
        .isEqualTo(new NotProvable(
            "ledger 11119609 came without parent_close_time and without its hash"));
  }

  @Test
  void aWrongRootIsSeenEvenWhereTheHeaderIsNotProvable() {
    XrplLedger ledger = ledger(transactions(3));

    assertThat(LedgerProof.check(new XrplLedger(
        without(ledger.header()), Optional.empty(), transactions(2))))
        .isInstanceOf(Broken.class);
  }

  private static List<XrplTransaction> transactions(int count) {
    var transactions = new ArrayList<XrplTransaction>();
    for (int i = 0; i < count; i++) {
      byte[] blob = new BlobWriter().uint16(2, 0).uint32(4, i).zeros(i == 3 ? 12_478 : 187 + i % 8)
          .bytes();
      byte[] meta = i == 5 ? new byte[12_476] : BlobWriter.meta(i, 0);
      transactions.add(XrplTransaction.of(blob, meta, Optional.empty()));
    }
    return transactions;
  }

  private static List<XrplTransaction> andInJson(List<XrplTransaction> before, long index) {
    var json = JsonNodeFactory.instance;
    var transactions = new ArrayList<>(before);
    transactions.add(XrplTransaction.inJson(
        new JsonForm(json.objectNode().put("TransactionType", "Payment").put("New", 1),
            json.objectNode().put("TransactionIndex", index).put("TransactionResult", "tecNEW")),
        Optional.of(OTHER), "its field New is not known"));
    return transactions;
  }

  /// A ledger that is true.
  private static XrplLedger ledger(List<XrplTransaction> transactions) {
    var tree = new TransactionTree(new Sha512Half());
    var header = new LedgerHeader(11_119_609, 99_999_578_388_861_710L, OTHER,
        tree.root(transactions, tree.ids(transactions)), OTHER, OptionalLong.of(CLOSE_TIME - 10),
        CLOSE_TIME, 10, OptionalInt.of(0));
    return new XrplLedger(header, Optional.of(hash(header)), transactions);
  }

  private static Hash32 hash(LedgerHeader header) {
    return new HeaderHash(new Sha512Half()).of(header.bytes().orElseThrow());
  }

  private static XrplLedger with(XrplLedger ledger, List<XrplTransaction> transactions) {
    return new XrplLedger(ledger.header(), ledger.claimedHash(), transactions);
  }

  private static LedgerHeader without(LedgerHeader header) {
    return new LedgerHeader(header.index(), header.totalDrops(), header.parentHash(),
        header.transactionHash(), header.accountHash(), OptionalLong.empty(), header.closeTime(),
        header.closeResolution(), OptionalInt.empty());
  }
}
