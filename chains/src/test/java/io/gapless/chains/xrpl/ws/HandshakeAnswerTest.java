package io.gapless.chains.xrpl.ws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeAnswerTest {

  private static final String BUSY = "HTTP/1.1 503 Service Unavailable\r\nRetry-after: 7\r\n"
      + "Content-Length: 20\r\n\r\nServer is overloaded";

  @Test
  void readsStatusHeadersAndBody() {
    HandshakeAnswer answer = HandshakeAnswer.of(BUSY);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.refuses()).isTrue();
    assertThat(answer.header("Retry-After")).contains("7");
    assertThat(answer.body()).isEqualTo("Server is overloaded");
  }

  @Test
  void isCompleteOnceItsBodyIs() {
    for (int length = 0; length < BUSY.length(); length++) {
      assertThat(HandshakeAnswer.isComplete(BUSY.substring(0, length))).isFalse();
    }
    assertThat(HandshakeAnswer.isComplete(BUSY)).isTrue();
  }

  @Test
  void isCompleteWithTheLastChunk() {
    String head = "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(HandshakeAnswer.isComplete(head + "4\r\nbusy\r\n")).isFalse();
    assertThat(HandshakeAnswer.isComplete(head + "4\r\nbusy\r\n0\r\n\r\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH", "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
  void refusesNothingElse(String raw) {
    assertThat(HandshakeAnswer.of(raw).refuses()).isFalse();
  }
}
