package io.gapless.embedded.clickhouse.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockFramingTest {

  @Test
  void readsBackWhatItWroteOverSeveralBlocks() throws IOException {
    byte[] plain = new byte[1_000_003];
    new Random(1).nextBytes(plain);
    Arrays.fill(plain, 100, 600_000, (byte) 'a');

    byte[] packed = packed(plain);

    assertThat(unpacked(packed)).isEqualTo(plain);
    assertThat(packed.length).isLessThan(plain.length);
  }

  @Test
  void writesNothingForNothing() throws IOException {
    assertThat(packed(new byte[0])).isEmpty();
    assertThat(unpacked(new byte[0])).isEmpty();
  }

  @Test
  void readsABlockThatIsNotCompressed() throws IOException {
    byte[] block = HexFormat.of().parseHex("00000000000000000000000000000000" // checksum
        + "02" + "0c000000" + "03000000" + "616263");
    CityHash128 checksum = CityHash128.of(block, 16, block.length - 16);
    LittleEndian.putLong(block, 0, checksum.low());
    LittleEndian.putLong(block, 8, checksum.high());

    assertThat(unpacked(block)).asString().isEqualTo("abc");
  }

  @Test
  void refusesAChangedByte() throws IOException {
    byte[] packed = packed("some text".getBytes(UTF_8));
    packed[packed.length - 1] ^= 1;

    assertThatThrownBy(() -> unpacked(packed)).isInstanceOf(IOException.class)
        .hasMessageContaining("Checksum doesn't match");
  }

  @Test
  void refusesABlockThatIsCutShort() throws IOException {
    byte[] packed = packed(new byte[1000]);

    assertThatThrownBy(() -> unpacked(Arrays.copyOf(packed, packed.length - 1)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> unpacked(Arrays.copyOf(packed, 20)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void refusesImpossibleSizes() {
    byte[] text = "INSERT INTO t FORMAT CSV 1,2,3".getBytes(UTF_8);

    assertThatThrownBy(() -> unpacked(text)).isInstanceOf(IOException.class)
        .hasMessageContaining("impossible sizes");
  }

  @ParameterizedTest
  @EnumSource
  void everyCodingOfHttpReadsWhatItWrote(ContentCoding coding) throws IOException {
    byte[] plain = new byte[500_000];
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (OutputStream out = coding.encoding(coded)) {
      out.write(plain);
    }

    assertThat(coding.decoded(new ByteArrayInputStream(coded.toByteArray())).readAllBytes())
        .isEqualTo(plain);
    assertThat(ContentCoding.named(coding.token())).contains(coding);
  }

  @Test
  void takesTheFastestCodingThatIsAccepted() {
    assertThat(ContentCoding.accepted("gzip, lz4")).contains(ContentCoding.LZ4);
    assertThat(ContentCoding.accepted("br, gzip;q=0.5")).contains(ContentCoding.GZIP);
    assertThat(ContentCoding.accepted("lz4;q=0, br")).isEmpty();
  }

  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BlockOutput(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    return new BlockInput(new ByteArrayInputStream(packed)).readAllBytes();
  }
}
