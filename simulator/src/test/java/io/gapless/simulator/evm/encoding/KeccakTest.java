package io.gapless.simulator.evm.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

class KeccakTest {
  @Test
  void hashesTheSignatureOfTransferToItsTopic() {
    byte[] hash = Keccak.hash("Transfer(address,address,uint256)".getBytes(US_ASCII));

    assertThat(HexFormat.of().formatHex(hash))
        .isEqualTo("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  }

  @Test
  void agreesWithAnotherImplementationAtEveryLengthAroundItsBlocks() {
    var random = new Random(1);
    for (int length = 0; length < 600; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);

      assertThat(Keccak.hash(message)).as("length %d", length).isEqualTo(Hash.sha3(message));
    }
  }

  @Test
  void startsOverAfterEachHashAndTakesAMessageInParts() {
    byte[] message = "a message of two parts".getBytes(US_ASCII);
    var keccak = new Keccak();
    byte[] first = new byte[32];
    byte[] second = new byte[32];

    keccak.update(message, 0, message.length).digest(first, 0);
    keccak.update(message, 0, 9).update(message, 9, message.length - 9).digest(second, 0);

    assertThat(second).isEqualTo(first);
  }
}
