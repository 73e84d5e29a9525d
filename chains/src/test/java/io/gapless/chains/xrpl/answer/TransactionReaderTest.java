package io.gapless.chains.xrpl.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LocatedTransaction;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.BlobWriter;
import io.gapless.chains.xrpl.codec.Sha512Half;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionReaderTest {

  private static final byte[] BLOB = new BlobWriter()
      .uint16(2, 0).uint32(2, 0).uint32(4, 3).drops(1, 50).drops(8, 12).account(1, 1).account(3, 2)
      .bytes();
  private static final byte[] META = BlobWriter.meta(7, 0);
  private static final Hash32 HASH = new Sha512Half().transactionId(BLOB);
  private static final String SHOWN = "{\"AffectedNodes\":[],\"TransactionIndex\":7,"
      + "\"TransactionResult\":\"tesSUCCESS\"}";
  private static final String FIELDS = "\"TransactionType\":\"Payment\",\"Flags\":0,"
      + "\"Sequence\":3,\"Amount\":\"50\",\"Fee\":\"12\",\"Account\":\"" + address(1)
      + "\",\"Destination\":\"" + address(2) + "\"";
  /// As API v2 names a payment's amount.
  private static final String RENAMED = FIELDS.replace("\"Amount\"", "\"DeliverMax\"");

  /// Of rippled and Clio, binary and JSON, API v1 and v2, with all that they have beside it.
  @ParameterizedTest
  @ValueSource(strings = {
      "'tx': 'BLOB', 'meta': 'META', 'hash': 'HASH', 'ledger_index': 90000000, 'date': 700000001,"
          + " 'inLedger': 90000000, 'ctid': 'C55D4A8000070000'",
      "'tx': 'BLOB', 'meta': 'META', 'hash': 'HASH', 'inLedger': 90000000, 'date': 700000001",
      "'tx_blob': 'BLOB', 'meta_blob': 'META', 'hash': 'HASH', 'ledger_index': 90000000,"
          + " 'close_time_iso': '2022-03-07T20:26:41Z', 'ctid': 'C55D4A8000070000'",
      "FIELDS, 'DeliverMax': '50', 'meta': SHOWN, 'hash': 'HASH', 'ledger_index': 90000000,"
          + " 'date': 700000001, 'inLedger': 90000000",
      "'tx_json': {RENAMED, 'date': 700000001, 'ledger_index': 90000000}, 'meta': SHOWN,"
          + " 'hash': 'HASH', 'ledger_index': 90000000"
  })
  void everyShapeIsReadToTheSame(String result) {
    LocatedTransaction located = read(result);

    assertThat(located.hash()).isEqualTo(HASH);
    assertThat(located.transaction().blob()).isEqualTo(BLOB);
    assertThat(located.transaction().meta()).isEqualTo(META);
    assertThat(located.transaction().whyNotBinary()).isEmpty();
    assertThat(located.ledgerIndex()).isEqualTo(90_000_000);
    assertThat(located.ledgerHash()).isEmpty();
    assertThat(located.index()).isEqualTo(7);
  }

  @Test
  void aServerMayNameTheLedger() {
    LocatedTransaction located = read("'tx_blob': 'BLOB', 'meta_blob': 'META', 'ledger_index': 5,"
        + " 'ledger_hash': '" + "CC".repeat(32) + "'");

    assertThat(located.ledgerHash()).contains(Hash32.of("CC".repeat(32)));
  }

  @Test
  void whatHasNoBinaryFormIsKeptAndSaysWhy() {
    LocatedTransaction located = read(
        "FIELDS, 'Novelty': 1, 'meta': SHOWN, 'hash': 'HASH', 'ledger_index': 5");

    assertThat(located.transaction().whyNotBinary()).contains("its field Novelty is not known");
    assertThat(located.index()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "'ledger_index': 5 | neither tx_blob nor its metadata as an object",
      "'tx_blob': 'BLOB', 'ledger_index': 5 | no meta",
      "'tx_blob': 'XY', 'meta_blob': 'META', 'ledger_index': 5 | tx_blob is not hex",
      "'tx_blob': '1200', 'meta_blob': 'META', 'ledger_index': 5 | makes the id",
      "'tx_blob': 'BLOB', 'meta_blob': 'AB', 'ledger_index': 5 | cannot be read",
      "'tx_blob': 'BLOB', 'meta_blob': '', 'ledger_index': 5 | no TransactionIndex",
      "'tx_blob': 'BLOB', 'meta_blob': 'META' | no ledger_index",
      "'tx_blob': 'BLOB', 'meta_blob': 'META', 'ledger_index': '5' | ledger_index is not of 32 bits",
      "'tx_blob': 'BLOB', 'meta_blob': 'META', 'ledger_index': -1 | ledger_index is not of 32 bits",
      "'tx_blob': 'BLOB', 'meta_blob': 'META', 'ledger_index': 5, 'ledger_hash': 'AB' "
          + "| ledger_hash is no hash: AB",
      "'tx_blob': 'BLOB', 'meta_blob': 'META', 'hash': 'AB', 'ledger_index': 5 "
          + "| hash is no hash: AB",
      "FIELDS, 'SourceTag': 1, 'meta': SHOWN, 'ledger_index': 5 "
          + "| re-serialised from JSON form, makes the id"
  })
  void whatIsNotThatTransactionIsRefusedWithTheReason(String result, String why) {
    assertThatThrownBy(() -> read(result)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why).hasMessageNotContaining("\n");
  }

  @Test
  void anotherTransactionIsRefused() {
    String other = "AA".repeat(32);

    assertThatThrownBy(() -> read("'tx_blob': 'BLOB', 'meta_blob': 'META', 'hash': '" + other
        + "', 'ledger_index': 5"))
        .hasMessage("asked for transaction " + HASH.toUpperHex() + ", got " + other);
  }

  private static LocatedTransaction read(String result) {
    String json = "{" + result.replace('\'', '"').replace("BLOB", hex(BLOB))
        .replace("META", hex(META)).replace("HASH", HASH.toUpperHex()).replace("FIELDS", FIELDS)
        .replace("RENAMED", RENAMED).replace("SHOWN", SHOWN) + "}";
    try {
      return TransactionReader.read(new ObjectMapper().readTree(json), HASH);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private static String address(int each) {
    byte[] bytes = new byte[AccountId.LENGTH];
    Arrays.fill(bytes, (byte) each);
    return AccountId.of(bytes, 0).toAddress();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
