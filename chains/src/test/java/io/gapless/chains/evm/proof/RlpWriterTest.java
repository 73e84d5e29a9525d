package io.gapless.chains.evm.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// [The examples](https://ethereum.org/en/developers/docs/data-structures-and-encoding/rlp/) of the
/// specification, and what lies at its limits.
class RlpWriterTest {

  private static final String LOREM = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";

  @Test
  void writesItems() {
    assertThat(written(out -> out.bytes("dog".getBytes(US_ASCII)))).isEqualTo("83646f67");
    assertThat(written(out -> out.bytes(new byte[0]))).isEqualTo("80");
    assertThat(written(out -> out.bytes(new byte[]{0}))).isEqualTo("00");
    assertThat(written(out -> out.bytes(new byte[]{0x7f}))).isEqualTo("7f");
    assertThat(written(out -> out.bytes(new byte[]{(byte) 0x80}))).isEqualTo("8180");
    assertThat(written(out -> out.bytes(LOREM.getBytes(US_ASCII)))).startsWith("b8384c6f");
    assertThat(written(out -> out.bytes(new byte[0x10000]))).startsWith("ba01000000");
  }

  @Test
  void writesNumbers() {
    assertThat(written(out -> out.number(0))).isEqualTo("80");
    assertThat(written(out -> out.number(15))).isEqualTo("0f");
    assertThat(written(out -> out.number(0x80))).isEqualTo("8180");
    assertThat(written(out -> out.number(1024))).isEqualTo("820400");
    assertThat(written(out -> out.number(new byte[]{0, 0, 4, 0}))).isEqualTo("820400");
    assertThat(written(out -> out.number(new byte[]{0, 0}))).isEqualTo("80");
  }

  @Test
  void writesListsFromTheirEnd() {
    assertThat(written(out -> {
      out.bytes("dog".getBytes(US_ASCII));
      out.bytes("cat".getBytes(US_ASCII));
      out.list(0);
    })).isEqualTo("c88363617483646f67");
    assertThat(written(out -> out.list(0))).isEqualTo("c0");
    assertThat(written(out -> {
      out.bytes(LOREM.getBytes(US_ASCII));
      out.list(0);
    })).startsWith("f83ab838");
  }

  @Test
  void isEmptyAfterItsContentIsTaken() {
    var out = new RlpWriter();
    out.number(5);
    out.take();
    out.number(6);

    assertThat(out.take()).containsExactly(6);
  }

  private static String written(Consumer<RlpWriter> writing) {
    var out = new RlpWriter();
    writing.accept(out);
    return HexFormat.of().formatHex(out.take());
  }
}
