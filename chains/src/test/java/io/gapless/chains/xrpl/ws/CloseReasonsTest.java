package io.gapless.chains.xrpl.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class CloseReasonsTest {

  private final CloseReasons reasons = new CloseReasons(
      Endpoint.of("wss://server.example/SECRETKEY"), new ErrorClassifier(() -> Instant.EPOCH), 100);

  @Test
  void takesADropForLoadAsAWishToBeLeftAlone() {
    assertThat(reasons.closed(1008, "threshold exceeded", true)).isInstanceOfSatisfying(
        Refusal.Throttled.class, throttled -> {
          assertThat(throttled.pause()).contains(Duration.ofSeconds(10));
          assertThat(throttled.said().text())
              .isEqualTo("the server closed the connection: 1008 threshold exceeded");
        });
  }

  @Test
  void asksForLessAtOnceWhereItReadsTooSlowly() {
    for (String reason : new String[]{"client is too slow", "Policy error: client is too slow."}) {
      assertThat(reasons.closed(1008, reason, true)).isInstanceOfSatisfying(
          Refusal.Throttled.class, throttled -> {
            assertThat(throttled.pause()).isEmpty();
            assertThat(throttled.said().text()).contains("concurren");
          });
    }
  }

  @Test
  void takesOtherClosesForFaults() {
    assertThat(reasons.closed(1008, "unknown", true)).isInstanceOf(Refusal.ServerFault.class);
    assertThat(reasons.closed(1000, "", true)).isInstanceOf(Refusal.ServerFault.class);
    assertThat(reasons.closed(1006, "", false)).isInstanceOf(Refusal.ServerFault.class);
    assertThat(reasons.closed(1009, "", true)).isInstanceOf(Refusal.ServerFault.class);
    assertThat(reasons.closed(1013, "", true)).isInstanceOf(Refusal.Throttled.class);
  }

  @Test
  void keepsTheKeyOutOfItsWords() {
    assertThat(reasons.closed(1011, "SECRETKEY is odd", true).said().text()).endsWith("*** is odd");
    assertThat(reasons.failed(new IOException("SECRETKEY")).said().text())
        .isEqualTo("cannot connect: ***");
  }

  @Test
  void namesWhatFailed() {
    assertThat(reasons.failed(new UnknownHostException("server.example")).said().text())
        .isEqualTo("cannot resolve the host name server.example");
    assertThat(reasons.failed(new ConnectException("Connection refused")).said().text())
        .isEqualTo("cannot connect: Connection refused");
    assertThat(reasons.failed(new UncheckedIOException(new SSLHandshakeException("untrusted")))
        .said().text()).isEqualTo("no TLS connection: untrusted");
    assertThat(reasons.failed(new SocketTimeoutException())).isInstanceOf(Refusal.Timeout.class);
  }

  @Test
  void takesAClioThatIsBusyForThrottling() {
    var answer = HandshakeAnswer.of(
        "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"error\":\"slowDown\",\"error_code\":10}");

    assertThat(reasons.refused(answer)).isInstanceOf(Refusal.Throttled.class);
  }
}
