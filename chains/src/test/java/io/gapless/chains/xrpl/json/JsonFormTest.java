package io.gapless.chains.xrpl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.ResourceTable;
import io.gapless.chains.xrpl.codec.FieldReader;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {

  /// In place of an address, so that lines stay short: the account of all zeros, and of a one.
  private static final String ZERO = "rrrrrrrrrrrrrrrrrrrrrhoLvTp";
  private static final String ONE = "rrrrrrrrrrrrrrrrrrrrBZbvji";
  private static final String ZERO_BYTES = "00".repeat(20);
  private static final String ONE_BYTES = "00".repeat(19) + "01";
  /// Of a multi-purpose token: the sequence 0x01020304 before the issuer.
  private static final String TOKEN = "01020304" + "AA".repeat(20);

  @Test
  void fieldsStandInTheOrderOfTheirNumbersAndServersNotesAreLeftOut() {
    assertThat(written("""
        'TickSize': 5, 'Scale': 1, 'TransactionType': 'Payment', 'Fee': '12', 'Flags': 1,
        'TicketSequence': 2, 'hash': 'AB', 'ctid': 'C0', 'date': 5
        """)).isEqualTo("120000" + "2200000001" + "202900000002" + "68400000000000000C" + "041001"
        + "00101005");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'TransactionType': 'EnableAmendment' | 120064",
      "'TransactionType': 700 | 1202BC",
      "'TransactionResult': 'tecNO_DST' | 03107C",
      "'LedgerEntryType': 'MPToken' | 11007F",
      "'PermissionValue': 'Payment' | 203400000001",
      "'PermissionValue': 'PaymentMint' | 203400010009",
      "'LastLedgerSequence': 4294967295 | 201BFFFFFFFF",
      "'LoanScale': -12 | A1FFFFFFF4",
      "'OwnerNode': 'ffffffffffffffff' | 34FFFFFFFFFFFFFFFF",
      "'MaximumAmount': '18446744073709551615' | 3018FFFFFFFFFFFFFFFF",
      "'EmailHash': 'ABABABABABABABABABABABABABABABAB' | 41ABABABABABABABABABABABABABABABAB",
      "'Domain': '' | 7700",
      "'Account': 'ZERO' | 8114ZEROS",
      "'Account': '' | 8100",
      "'Amendments': [] | 031300",
      "'BaseAsset': 'A$1' | 011A0000000000000000000000004124310000000000",
      "'QuoteAsset': 'XRP' | 021AZEROS",
      "'Memos': [{'Memo': {'MemoData': 'AB'}}, {'Memo': {}}] | F9EA7D01ABE1EAE1F1",
      "'Permissions': [] | F01DF1",
      "'PriceData': {} | E020E1"
  })
  void valuesAreWritten(String field, String hex) {
    assertThat(written(field)).isEqualTo(bytes(hex));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'0' | 4000000000000000",
      "'100000000000000000' | 416345785D8A0000",
      "'-1' | 0000000000000001",
      "{'value': '0', 'currency': 'USD', 'issuer': 'ONE'} | 8000000000000000USDONES",
      "{'value': '1', 'currency': 'USD', 'issuer': 'ONE'} | D4838D7EA4C68000USDONES",
      "{'value': '-1.5', 'currency': 'USD', 'issuer': 'ONE'} | 9485543DF729C000USDONES",
      "{'value': '9999999999999999e80', 'currency': 'USD', 'issuer': 'ONE'} "
          + "| EC6386F26FC0FFFFUSDONES",
      "{'value': '1000000000000000e-96', 'currency': 'USD', 'issuer': 'ONE'} "
          + "| C0438D7EA4C68000USDONES",
      "{'value': '9223372036854775807', 'mpt_issuance_id': 'TOKEN'} | 607FFFFFFFFFFFFFFFTOKEN",
      "{'value': '-2', 'mpt_issuance_id': 'TOKEN'} | 200000000000000002TOKEN"
  })
  void amountsAreWritten(String amount, String hex) {
    assertThat(written("'Amount': " + amount)).isEqualTo("61" + bytes(hex));
  }

  @ParameterizedTest
  @CsvSource({
      "0, 000000000000000080000000",
      "1, 0DE0B6B3A7640000FFFFFFEE",
      "-1000.003710049006, F21F45EC8874CE50FFFFFFF1",
      "9223372036854775807, 7FFFFFFFFFFFFFFF00000000",
      "9.3e18, 0CE80612991D000000000001"
  })
  void numbersAreWritten(String number, String hex) {
    assertThat(written("'DebtTotal': '" + number + "'")).isEqualTo("96" + hex);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'Asset': {'currency': 'XRP'} | 0318ZEROS",
      "'Asset': {'currency': 'USD', 'issuer': 'ONE'} | 0318USDONES",
      "'Asset': {'mpt_issuance_id': 'TOKEN'} | 0318AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAONES"
          + "04030201",
      "'XChainBridge': {'LockingChainDoor': 'ZERO', 'LockingChainIssue': {'currency': 'XRP'}, "
          + "'IssuingChainDoor': 'ONE', 'IssuingChainIssue': {'currency': 'USD', 'issuer': 'ONE'}} "
          + "| 011914ZEROSZEROS14ONESUSDONES",
      "'Paths': [[{'account': 'ZERO', 'type': 1}, {'currency': 'USD', 'issuer': 'ONE'}], "
          + "[{'currency': 'XRP', 'type_hex': '0000000000000010'}]] "
          + "| 011201ZEROS30USDONESFF10ZEROS00",
      "'Paths': [[{'mpt_issuance_id': 'TOKEN', 'issuer': 'ONE', 'type': 96}]] "
          + "| 011260TOKENONES00"
  })
  void issuesBridgesAndPathsAreWritten(String field, String hex) {
    assertThat(written(field)).isEqualTo(bytes(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "'Novelty': 1", "'_novelty': 1", "'TransactionType': 'AMMFuture'", "'TickSize': 256",
      "'TickSize': -1", "'TickSize': '5'", "'TickSize': 1.5", "'TickSize': null", "'Flags': {}",
      "'OwnerNode': '10000000000000000'", "'OwnerNode': 'x'", "'OwnerNode': 1",
      "'MPTAmount': '-1'", "'EmailHash': 'AB'", "'EmailHash': 'XY'", "'Domain': 'A'",
      "'Account': 'rNobody'", "'Amendments': ['AB']", "'Amendments': 'AB'",
      "'Amount': '100000000000000001'", "'Amount': '-9223372036854775808'", "'Amount': '1.5'",
      "'Amount': 5", "'Amount': {}", "'Amount': {'value': '1', 'currency': 'USD'}",
      "'Amount': {'value': '12345678901234567', 'currency': 'USD', 'issuer': 'ONE'}",
      "'Amount': {'value': '1e96', 'currency': 'USD', 'issuer': 'ONE'}",
      "'Amount': {'value': '1e-82', 'currency': 'USD', 'issuer': 'ONE'}",
      "'Amount': {'value': '1e2147483647', 'currency': 'USD', 'issuer': 'ONE'}",
      "'Amount': {'value': '1', 'currency': 'A~1', 'issuer': 'ONE'}",
      "'Amount': {'value': '1', 'currency': 'A\u00e41', 'issuer': 'ONE'}",
      "'Amount': {'value': '-9223372036854775808', 'mpt_issuance_id': 'TOKEN'}",
      "'Amount': {'value': '9223372036854775808', 'mpt_issuance_id': 'TOKEN'}",
      "'DebtTotal': '12345678901234567891'", "'DebtTotal': '9223372036854775809'",
      "'DebtTotal': '1e40000'", "'DebtTotal': 'NaN'",
      "'Asset': {}", "'Asset': 'XRP'", "'XChainBridge': {}", "'Paths': [[{}]]", "'Paths': [5]",
      "'Paths': [[{'account': 'ONE', 'type': 3}]]", "'Paths': [[{'novelty': 1}]]",
      "'Memos': {}", "'Memos': [{}]", "'Memos': [{'Flags': 1}]", "'Memos': [5]", "'Memo': 5",
      "'Memos': [{'Memo': {}, 'Signer': {}}]", "'PermissionValue': 'Novelty'"
  })
  void whatIsNotKnownHasNoBinaryForm(String field) {
    assertThatThrownBy(() -> written(field)).isInstanceOf(NotBinaryException.class)
        .hasMessageStartingWith("its field ").hasMessageNotContaining("\n");
  }

  @Test
  void someFieldsAreWrittenWhateverElseThereIs() {
    var form = new JsonForm(json("'Novelty': {}, 'Fee': '12', 'Flags': {'new': 1}"), json(""));

    assertThat(form.blob(Set.of("Fee"))).asHexString().isEqualTo("68400000000000000C");
    assertThat(form.meta(Set.of("DeliveredAmount"))).isEmpty();
    assertThatThrownBy(() -> form.blob(Set.of("Fee", "Flags")))
        .isInstanceOf(NotBinaryException.class);
  }

  @ParameterizedTest
  @EnumSource(FieldType.class)
  void fieldsOfEachTypeAreReadAsTheyWereWritten(FieldType type) {
    String value = switch (type) {
      case UINT8, UINT16, UINT32, INT32 -> "7";
      case UINT64, UINT64_DECIMAL, NUMBER, AMOUNT -> "'7'";
      case HASH128, HASH160, HASH192, HASH256 -> "'" + "AB".repeat(type.length()) + "'";
      case BLOB -> "'" + "AB".repeat(300) + "'";
      case ACCOUNT -> "'ONE'";
      case CURRENCY -> "'USD'";
      case VECTOR256, PATH_SET, ARRAY -> "[]";
      case ISSUE -> "{'mpt_issuance_id': 'TOKEN'}";
      case BRIDGE -> "{'LockingChainDoor': 'ONE', 'LockingChainIssue': {'currency': 'XRP'}, "
          + "'IssuingChainDoor': 'ONE', 'IssuingChainIssue': {'currency': 'XRP'}}";
      case OBJECT -> "{}";
    };
    ResourceTable.rows(KnownField.class, "fields.tsv", 3).stream()
        .map(row -> KnownField.of(row.get(0)).orElseThrow())
        .filter(field -> field.type() == type)
        .forEach(field -> {
          var fields = new FieldReader(HexFormat.of().parseHex(
              written("'" + field.name() + "': " + value)));
          assertThat(fields.next()).isTrue();
          assertThat(fields.field()).as(field.name()).isEqualTo(field.id());
          assertThat(fields.next()).isFalse();
        });
  }

  private static String written(String fields) {
    return HexFormat.of().withUpperCase().formatHex(new JsonForm(json(fields), json("")).blob());
  }

  private static JsonNode json(String fields) {
    String text = "{" + fields.replace("'ZERO'", "'" + ZERO + "'").replace("'ONE'", "'" + ONE + "'")
        .replace("'TOKEN'", "'" + TOKEN + "'").replace('\'', '"') + "}";
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String bytes(String hex) {
    return hex.replace("ZEROS", ZERO_BYTES).replace("ONES", ONE_BYTES).replace("TOKEN", TOKEN)
        .replace("USD", "00".repeat(12) + "555344" + "00".repeat(5));
  }
}
