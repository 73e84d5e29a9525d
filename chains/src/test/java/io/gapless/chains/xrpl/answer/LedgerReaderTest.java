package io.gapless.chains.xrpl.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.XrplAmount;
import io.gapless.chains.xrpl.payment.Delivered;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.chains.xrpl.payment.XrplPayment;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerReaderTest {

  private static final String A = "AA".repeat(32);
  private static final String B = "BB".repeat(32);
  private static final String C = "CC".repeat(32);
  private static final String D = "DD".repeat(32);
  private static final LedgerHeader HEADER = new LedgerHeader(90_000_000, 99_987_654_321_000_000L,
      Hash32.of(A), Hash32.of(B), Hash32.of(C), OptionalLong.of(700_000_000), 700_000_001, 10,
      OptionalInt.of(0));

  private static final String FIELDS = """
      "ledger_index": 90000000, "total_coins": "99987654321000000", "parent_hash": "%s",
      "transaction_hash": "%s", "account_hash": "%s", "parent_close_time": 700000000,
      "close_time": 700000001, "close_time_resolution": 10, "close_flags": 0
      """.formatted(A, B, C);

  /// What a payment says, but for its amount.
  private static final String PAYMENT = """
      "TransactionType": "Payment", "Account": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
      "Destination": "rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B", "Fee": "12", "Sequence": 3,
      "SigningPubKey": "", "Flags": 0
      """;
  private static final String META = """
      {"AffectedNodes": [], "TransactionIndex": 2, "TransactionResult": "tesSUCCESS",
       "delivered_amount": "50"}
      """;

  @Test
  void aHeaderIsReadFromItsFields() {
    XrplLedger ledger = read("""
        {"ledger_hash": "%s", "ledger_index": 90000000, "validated": true,
         "ledger": {%s, "transactions": []}}
        """.formatted(D, FIELDS));

    assertThat(ledger.header()).isEqualTo(HEADER);
    assertThat(ledger.claimedHash()).contains(Hash32.of(D));
    assertThat(ledger.transactions()).isEmpty();
    assertThat(ledger.header().closedAt()).isEqualTo(Instant.parse("2022-03-07T20:26:41Z"));
  }

  @Test
  void aHeaderIsReadFromItsBinaryForm() {
    XrplLedger ledger = read("""
        {"ledger": {"closed": true, "ledger_data": "%s", "transactions": []}}
        """.formatted(hex(HEADER.bytes().orElseThrow())));

    assertThat(ledger.header()).isEqualTo(HEADER);
    assertThat(ledger.claimedHash()).isEmpty();
  }

  @Test
  void oldHeadersLackTwoFieldsAndWriteNumbersAsText() {
    XrplLedger ledger = read("""
        {"ledger": {"ledger_index": "38129", "totalCoins": "7", "parent_hash": "%s",
          "transaction_hash": "%s", "account_hash": "%s", "close_time": 410424200,
          "close_time_resolution": 10, "hash": "%s", "transactions": []}}
        """.formatted(A, B, C, D));

    assertThat(ledger.header().index()).isEqualTo(38129);
    assertThat(ledger.header().parentCloseTime()).isEmpty();
    assertThat(ledger.header().closeFlags()).isEmpty();
    assertThat(ledger.header().bytes()).isEmpty();
    assertThat(ledger.claimedHash()).contains(Hash32.of(D));
  }

  @Test
  void binaryTransactionsOfBothVersionsAreRead() {
    XrplLedger ledger = withTransactions("""
        {"tx_blob": "1200", "meta": "201c"},
        {"tx_blob": "1201", "meta_blob": "201D", "hash": "%s"}
        """.formatted(D));

    XrplTransaction first = ledger.transactions().getFirst();
    assertThat(first.blob()).containsExactly(0x12, 0x00);
    assertThat(first.meta()).containsExactly(0x20, 0x1C);
    assertThat(first.claimedId()).isEmpty();
    XrplTransaction second = ledger.transactions().getLast();
    assertThat(second.blob()).containsExactly(0x12, 0x01);
    assertThat(second.meta()).containsExactly(0x20, 0x1D);
    assertThat(second.claimedId()).contains(Hash32.of(D));
  }

  @Test
  void theSameTransactionInAllJsonFormsHasTheSameBinaryForm() {
    XrplLedger ledger = withTransactions("""
        {%1$s, "Amount": "50", "hash": "%2$s", "metaData": %3$s},
        {%1$s, "Amount": "50", "DeliverMax": "50", "hash": "%2$s", "meta": %3$s, "ctid": "C0"},
        {"tx_json": {%1$s, "DeliverMax": "50", "date": 1}, "hash": "%2$s", "meta": %3$s,
         "ledger_index": 90000000, "validated": true, "close_time_iso": "2022-03-07T20:26:41Z"}
        """.formatted(PAYMENT, D, META));

    assertThat(ledger.transactions()).hasSize(3).allSatisfy(transaction -> {
      assertThat(transaction.claimedId()).contains(Hash32.of(D));
      assertThat(transaction.whyNotBinary()).isEmpty();
      assertThat(transaction.blob()).isEqualTo(ledger.transactions().getFirst().blob());
      assertThat(transaction.meta()).isEqualTo(ledger.transactions().getFirst().meta());
    });
    var facts = TransactionFacts.of(ledger.transactions().getFirst());
    XrplPayment payment =
        XrplPayment.of(ledger.header(), ledger.transactions().getFirst(), facts);
    assertThat(facts).isEqualTo(new TransactionFacts("Payment", 2, "tesSUCCESS"));
    assertThat(payment.delivered()).isEqualTo(new Delivered.Exactly(new XrplAmount.Drops(50)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'Amount': '50', 'Novelty': 1 | its field Novelty is not known",
      "'Amount': '50', 'Memos': [{'Memo': {'Novelty': 1}}] | its field Novelty is not known",
      "'Amount': {'mpt_issuance_id': 'AB', 'value': '1'} | its field Amount: 1 bytes, not 24",
      "'Amount': 'fifty' | its field Amount"
  })
  void whatIsNotKnownIsKeptInJsonForm(String fields, String why) {
    XrplLedger ledger = withTransactions("{%s, %s, \"hash\": \"%s\", \"metaData\": %s}"
        .formatted(PAYMENT, fields.replace('\'', '"'), D, META));

    XrplTransaction transaction = ledger.transactions().getFirst();
    assertThat(transaction.whyNotBinary().orElseThrow()).contains(why).doesNotContain("\n");
    assertThat(transaction.json()).isPresent();
    assertThat(transaction.claimedId()).contains(Hash32.of(D));
  }

  @ParameterizedTest
  @CsvSource({"TransactionType, AMMFuture", "TransactionResult, tecFUTURE"})
  void namesThatAreNotKnownAreKeptInJsonForm(String field, String name) {
    String form = "{%s, \"Amount\": \"50\", \"metaData\": %s}".formatted(PAYMENT, META)
        .replaceFirst("\"" + field + "\": \"\\w+\"", "\"" + field + "\": \"" + name + "\"");

    assertThat(withTransactions(form).transactions().getFirst().whyNotBinary()).isPresent();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[{\"Memo\": {\"Memos\": ".repeat(200) + "[]" + "}}]".repeat(200);
    XrplLedger ledger = withTransactions("{%s, \"Amount\": \"50\", \"Memos\": %s, \"meta\": %s}"
        .formatted(PAYMENT, deep, META));

    assertThat(ledger.transactions().getFirst().whyNotBinary().orElseThrow())
        .contains("nested deeper");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "{} | holds no ledger",
      "{'ledger': 7} | holds no ledger",
      "{'ledger': {'ledger_data': 'XY'}} | ledger_data is not hex",
      "{'ledger': {'ledger_data': '0011'}} | a ledger header has 118 bytes, not 2",
      "{'ledger': {'ledger_index': 7}} | the header has no total_coins",
      "{'ledger': {'ledger_index': 'seven'}} | ledger_index is not a number: seven",
      "{'ledger': {'ledger_index': 1.5}} | the header has no ledger_index",
      "{'ledger': {FIELDS}} | ledger 90000000 came without its transactions",
      "{'ledger': {FIELDS, 'transactions': 'none'}} | came without its transactions",
      "{'ledger_index': 5, 'ledger': {FIELDS, 'transactions': []}} | came as that of ledger 5",
      "{'ledger_hash': 'AB', 'ledger': {FIELDS, 'transactions': []}} | ledger_hash is no hash: AB",
      "{'ledger': {FIELDS, 'transactions': ['AB']}} | transaction 0 of the answer: not expanded",
      "{'ledger': {FIELDS, 'transactions': [null]}} | transaction 0 of the answer: not expanded",
      "{'ledger': {FIELDS, 'transactions': [{}]}} | neither",
      "{'ledger': {FIELDS, 'transactions': [{'tx_blob': 'A', 'meta': ''}]}} | tx_blob is not hex",
      "{'ledger': {FIELDS, 'transactions': [{'tx_blob': 'AB'}]}} | no meta",
      "{'ledger': {FIELDS, 'transactions': [{'tx_json': {}}]}} | nor its metadata",
      "{'ledger': {FIELDS, 'transactions': [{'tx_blob': 'AB', 'meta': 'ZZ'}]}} | meta is not hex",
      "{'ledger': {FIELDS, 'close_flags': 300, 'transactions': []}} | close_flags is not a byte",
      "{'ledger': {FIELDS, 'ledger_index': -1, 'transactions': []}} | ledger index out of 0..",
      "{'ledger': {FIELDS, 'close_time': 99999999999, 'transactions': []}} | close time out of 0.."
  })
  void whatIsNoLedgerIsRefusedWithTheReason(String result, String why) {
    String json = result.replace('\'', '"').replace("FIELDS", FIELDS);

    assertThatThrownBy(() -> read(json)).isInstanceOf(UnreadableLedgerException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aLedgerWithoutTransactionsMayLeaveOutTheirList() {
    XrplLedger ledger =
        read("{\"ledger\": {%s}}".formatted(FIELDS.replace(B, "0".repeat(64))));

    assertThat(ledger.transactions()).isEmpty();
  }

  private static XrplLedger withTransactions(String transactions) {
    return read("{\"ledger\": {%s, \"transactions\": [%s]}}".formatted(FIELDS, transactions));
  }

  private static XrplLedger read(String json) {
    try {
      JsonNode tree = new ObjectMapper().readTree(json);
      return LedgerReader.read(tree);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
