package io.gapless.chains.xrpl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {

  @ParameterizedTest
  @CsvSource({
      "0, 00", "1, 01", "192, C0", "193, C100", "194, C101", "448, C1FF", "449, C200",
      "12480, F0FF", "12481, F10000", "12482, F10001", "78017, F20000", "918744, FED417"
  })
  void lengthsAreReadAtTheBoundariesOfTheirForms(int length, String prefix) {
    byte[] blob = new BlobWriter().field(7, 3).hex(prefix).zeros(length).bytes();

    var fields = new FieldReader(blob);

    assertThat(fields.next()).isTrue();
    assertThat(fields.length()).isEqualTo(length);
    assertThat(fields.offset()).isEqualTo(1 + prefix.length() / 2);
    assertThat(fields.next()).isFalse();
  }

  /// A known type has a length, whichever the field.
  @ParameterizedTest
  @CsvSource({
      "1, 0000", "2, 00000000", "3, 0000000000000000", "9, 000000000000000000000000",
      "10, 00000000", "11, 0000000000000000", "16, 00", "20, 000000000000000000000000",
      "26, 0000000000000000000000000000000000000000", "7, 020000", "8, 00", "19, 00",
      "18, 00", "14, E1", "15, F1", "14, 7D02FFFFE1", "15, ED2200000000E1F1",
      "6, 4000000000000001", "24, 0000000000000000000000000000000000000000"
  })
  void fieldsThatNobodyKnowsArePassedOver(int type, String value) {
    byte[] blob = new BlobWriter().field(type, 200).hex(value).uint32(2, 7).bytes();

    assertThat(fields(blob)).containsExactly(Field.of(type, 200), Field.FLAGS);
  }

  @ParameterizedTest
  @CsvSource({"4, 16", "5, 32", "17, 20", "21, 24", "22, 48", "23, 64"})
  void hashesHaveTheLengthsOfTheirTypes(int type, int length) {
    byte[] blob = new BlobWriter().field(type, 30).zeros(length).uint32(2, 7).bytes();

    assertThat(fields(blob)).containsExactly(Field.of(type, 30), Field.FLAGS);
  }

  @Test
  void amountsHaveTheLengthOfTheirKind() {
    byte[] blob = new BlobWriter()
        .field(6, 1).hex("80").zeros(47)
        .field(6, 2).hex("60").zeros(32)
        .field(6, 3).hex("40").zeros(7)
        .bytes();

    assertThat(lengths(blob)).containsExactly(48, 33, 8);
  }

  @Test
  void issuesHaveAnIssuerOrASequenceOrNeither() {
    byte[] issued = new BlobWriter().zeros(12).hex("555344").zeros(5).hex("07".repeat(20)).bytes();
    byte[] mpt = new BlobWriter()
        .hex("07".repeat(20)).zeros(19).hex("01").hex("00000005").bytes();
    byte[] blob = new BlobWriter()
        .field(24, 3).zeros(20)
        .field(24, 3).raw(issued)
        .field(24, 3).raw(mpt)
        .field(25, 1).hex("14").zeros(20).raw(issued).hex("14").zeros(40)
        .bytes();

    assertThat(lengths(blob)).containsExactly(20, 40, 44, 102);
  }

  @Test
  void pathsEndWhereTheySaySo() {
    byte[] blob = new BlobWriter()
        .field(18, 1)
        .hex("01").zeros(20)
        .hex("30").zeros(40)
        .hex("FF")
        .hex("10").zeros(20)
        .hex("60").zeros(44)
        .hex("00")
        .uint32(2, 7)
        .bytes();

    assertThat(lengths(blob)).containsExactly(130, 4);
  }

  @Test
  void fieldsOfObjectsInsideAreNotThoseOfTheObject() {
    byte[] blob = new BlobWriter()
        .field(15, 8).field(14, 5).uint32(28, 1).field(14, 1).field(15, 1)
        .field(16, 3).raw((byte) 101)
        .bytes();
    var fields = new FieldReader(blob);

    assertThat(fields(blob)).containsExactly(Field.of(15, 8), Field.TRANSACTION_RESULT);
    assertThat(fields.next()).isTrue();
    assertThat(fields.field()).isEqualTo(Field.of(15, 8));
    assertThat(fields.next()).isTrue();
    assertThat(fields.number()).isEqualTo(101);
  }

  @ParameterizedTest
  @CsvSource({
      "0000, no field", "000F, no field", "1005, no field", "'', ''", "C1, type 12", "D1, type 13",
      "011B, type 27", "01FF, type 255", "E1, an end of nothing", "F1, an end of nothing",
      "EAF1, an end of something else", "F9E1, an end of something else", "EA, ends too early",
      "22000000, 4 bytes expected", "73FF, no length", "73FE, ends too early",
      "73C0, 192 bytes expected", "73FED417, 918744 bytes expected", "61, ends too early",
      "6180, 48 bytes expected", "011202, a step", "0112, ends too early", "0112FF, ends too early",
      "011901150000, a bridge's door of 1 bytes", "0118, ends too early", "22, 4 bytes expected"
  })
  void bytesThatAreNoFieldsAreRefused(String blob, String why) {
    byte[] bytes = new BlobWriter().hex(blob).bytes();

    if (why.isEmpty()) {
      assertThat(fields(bytes)).isEmpty();
    } else {
      assertThatThrownBy(() -> fields(bytes))
          .isInstanceOf(UnreadableBinaryException.class)
          .hasMessageContaining(why)
          .hasMessageContaining("(byte ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EA", "F9", "EAF9"})
  void deepNestingIsRefused(String opening) {
    byte[] blob = new BlobWriter().hex(opening.repeat(100_000)).bytes();

    assertThatThrownBy(() -> fields(blob))
        .isInstanceOf(UnreadableBinaryException.class).hasMessageContaining("nested deeper");
  }

  /// Whatever the bytes are, they are walked to their end or refused.
  @Test
  void noBytesBringAnythingButARefusal() {
    var random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      try {
        var fields = new FieldReader(bytes);
        while (fields.next()) {
          assertThat(fields.offset() + fields.length()).isLessThanOrEqualTo(bytes.length);
          readAsEachKind(fields);
        }
      } catch (UnreadableBinaryException e) {
        assertThat(e).hasMessageContaining("byte");
      }
    }
  }

  private static void readAsEachKind(FieldReader fields) {
    for (Runnable read : List.<Runnable>of(fields::number, fields::amount, fields::account)) {
      try {
        read.run();
      } catch (UnreadableBinaryException e) {
        assertThat(e).message().isNotEmpty();
      }
    }
  }

  private static List<Integer> fields(byte[] blob) {
    var found = new ArrayList<Integer>();
    var fields = new FieldReader(blob);
    while (fields.next()) {
      found.add(fields.field());
    }
    return found;
  }

  private static int[] lengths(byte[] blob) {
    var found = new int[10];
    int count = 0;
    var fields = new FieldReader(blob);
    while (fields.next()) {
      found[count++] = fields.length();
    }
    return Arrays.copyOf(found, count);
  }
}
