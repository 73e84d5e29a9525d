package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Keccak256Test {

  @Test
  void hashesKnownTexts() {
    assertThat(hash(""))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(hash("Transfer(address,address,uint256)"))
        .isEqualTo("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  }

  /// Made with another implementation, around the lengths where blocks begin.
  @Test
  void hashesMessagesOfManyLengths() {
    assertThat(hash(1)).startsWith("bc36789e7a1e28143646");
    assertThat(hash(135)).startsWith("cbdfd9dee5faad3818d6");
    assertThat(hash(136)).startsWith("7ce759f1ab7f9ce43771");
    assertThat(hash(137)).startsWith("ac73d4fae68b8453f764");
    assertThat(hash(271)).startsWith("27eceb59ebc3dc8a04a5");
    assertThat(hash(272)).startsWith("8e2476e65823b24d96eb");
    assertThat(hash(273)).startsWith("3f02f134370e4debb951");
    assertThat(hash(500)).startsWith("d1346278c6b964973ca0");
  }

  @Test
  void hashesAPartOfAnArray() {
    byte[] text = "--Transfer(address,address,uint256)--".getBytes(UTF_8);

    assertThat(HexFormat.of().formatHex(Keccak256.hash(text, 2, text.length - 4)))
        .startsWith("ddf252ad1be2c89b69c2");
  }

  private static String hash(int length) {
    var message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (i % 251);
    }
    return HexFormat.of().formatHex(Keccak256.hash(message));
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Keccak256.hash(text.getBytes(UTF_8)));
  }
}
