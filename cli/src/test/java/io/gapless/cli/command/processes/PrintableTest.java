package io.gapless.cli.command.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.Payload;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void textIsPrintedAsItIsAndOtherBytesAsBase64() {
    assertThat(Printable.whole(Payload.of("grün\n"))).isEqualTo("grün\n");
    assertThat(Printable.whole(Payload.of(new byte[]{(byte) 0xFF, 0, 1}))).isEqualTo("/wAB");
    assertThat(Printable.inShort(Payload.of(new byte[]{(byte) 0xFF, 0, 1}), 20))
        .isEqualTo("base64:/wAB");
  }

  @Test
  void aLongTextIsCutAndItsSizeTold() {
    assertThat(Printable.inShort(Payload.of("x".repeat(1_500)), 30))
        .isEqualTo("x".repeat(15) + "… (1,500 bytes)").hasSizeLessThanOrEqualTo(30);
    assertThat(Printable.inShort(Payload.of("x".repeat(30)), 30)).isEqualTo("x".repeat(30));
    assertThat(Printable.inShort("abcdef", 4)).isEqualTo("abc…");
  }

  @Test
  void nothingSteersTheTerminal() {
    assertThat(Printable.escaped("a\nb\tc\r\u001b[2J\u202e\u0000\u2028"))
        .isEqualTo("a\\nb\\tc\\r\\u001b[2J\\u202e\\u0000\\u2028");
    assertThat(Printable.inShort(Payload.of("a\nb"), 30)).isEqualTo("a\\nb");
  }

  @Test
  void aCharacterOfTwoHalvesIsNotCutApart() {
    assertThat(Printable.inShort("ab\uD83C\uDF4Ecd", 4)).isEqualTo("ab…");
    assertThat(Printable.escaped("\uD83C\uDF4E")).isEqualTo("\uD83C\uDF4E");
  }
}
