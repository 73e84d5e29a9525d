package io.gapless.embedded.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DigestTest {

  @Test
  void readsNpmsNotation() {
    var digest = Digest.ofIntegrity(
        "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==");

    assertThat(digest.algorithm()).isEqualTo("SHA-512");
    assertThat(digest.hex()).startsWith("cf83e1357eefb8bdf1542850d66d8007").hasSize(128);
  }

  @Test
  void takesHexadecimalDigitsOfEitherCase() {
    assertThat(Digest.sha256("AB".repeat(32))).isEqualTo(Digest.sha256("ab".repeat(32)));
  }

  @Test
  void refusesADigestThatIsTooShort() {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.sha256("abcd"))
        .withMessageContaining("64");
  }

  @Test
  void refusesAWeakAlgorithm() {
    assertThatIllegalArgumentException().isThrownBy(() -> Digest.ofIntegrity("sha1-AAAA"))
        .withMessageContaining("sha1-AAAA");
  }
}
