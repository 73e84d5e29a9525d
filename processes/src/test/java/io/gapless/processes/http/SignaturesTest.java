package io.gapless.processes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

  private static final Secret SECRET = Secret.of("shared");
  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final String HMAC =
      "8590eccec9320e2f54a68d547d8e76cd8b1e236add980a2800cc7e932160e14d";

  @Test
  void signsAsAnyOtherLanguageDoes() {
    // python3: hmac.new(b"shared", b'1767225600.{"a":1}', hashlib.sha256).hexdigest()
    assertThat(Signatures.sign(SECRET, BODY, NOW)).isEqualTo("t=1767225600,v1=" + HMAC);
  }

  @Test
  void knowsItsOwnSignature() {
    var header = Signatures.sign(SECRET, BODY, NOW);

    assertThat(verify(header, NOW)).isTrue();
    assertThat(Signatures.verify(Secret.of("other"), header, BODY, NOW, TOLERANCE)).isFalse();
    assertThat(Signatures.verify(SECRET, header, "{\"a\":2}".getBytes(UTF_8), NOW, TOLERANCE))
        .isFalse();
  }

  @Test
  void refusesOneOfAnotherTime() {
    var header = Signatures.sign(SECRET, BODY, NOW);

    assertThat(verify(header, NOW.plus(TOLERANCE))).isTrue();
    assertThat(verify(header, NOW.minus(TOLERANCE))).isTrue();
    assertThat(verify(header, NOW.plus(TOLERANCE).plusSeconds(1))).isFalse();
    assertThat(verify(header, NOW.minus(TOLERANCE).minusSeconds(1))).isFalse();
    assertThat(verify("t=1767225601,v1=" + HMAC, NOW)).isFalse();
  }

  @Test
  void takesAnyOfSeveralWhileASecretIsChanged() {
    var other = "0".repeat(64);

    assertThat(verify("t=1767225600,v1=" + other + ",v1=" + HMAC, NOW)).isTrue();
    assertThat(verify("t=1767225600,v1=" + HMAC + ",v1=" + other, NOW)).isTrue();
    assertThat(verify("t=1767225600,v1=" + other + ",v1=" + other, NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t=1767225600", "v1=" + HMAC, "t=1767225600,v1=", "t=,v1=" + HMAC,
      "t=1767225600,v2=" + HMAC, "t=99999999999999999999,v1=" + HMAC,
      "t=1767225600,v1=" + HMAC + "00", " t=1767225600,v1=" + HMAC})
  void refusesWhatIsNoSignature(String header) {
    assertThat(verify(header, NOW)).isFalse();
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(SECRET.toString()).doesNotContain("shared");
  }

  private static boolean verify(String header, Instant now) {
    return Signatures.verify(SECRET, header, BODY, now, TOLERANCE);
  }
}
