package io.gapless.chains.evm.proof;

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

  private static String hash(String text) {
    return HexFormat.of().formatHex(Keccak256.hash(text.getBytes(UTF_8)));
  }
}
