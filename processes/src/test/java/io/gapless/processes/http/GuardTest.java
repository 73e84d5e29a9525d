package io.gapless.processes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

  private static final String TOKEN = "a-token-nobody-may-see";

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8090", "127.0.0.1:8090", "127.0.0.2",
      "[::1]:8090"})
  void withoutATokenThisMachineMayAsk(String host) {
    assertThatNoException()
        .isThrownBy(() -> new Guard(null).check("/metrics", headers("Host", host)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
      "evil.example:8090", "", "a b"})
  void withoutATokenANameThatLeadsHereMayNot(String host) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new Guard(null).check("/metrics", headers("Host", host)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
  void withoutATokenAWebPageFromElsewhereMayNot(String origin) {
    var headers = headers("Host", "localhost:8090");
    headers.set("Origin", origin);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new Guard(null).check("/metrics", headers));
  }

  @Test
  void withATokenOnlyWhoHasItMay() {
    var guard = new Guard(Secret.of(TOKEN));

    assertThatNoException().isThrownBy(
        () -> guard.check("/metrics", headers("Authorization", "Bearer " + TOKEN)));
    assertThatNoException().isThrownBy(() -> guard.check("/health", new Headers()));
    for (var headers : List.of(new Headers(), headers("Authorization", TOKEN),
        headers("Authorization", "Bearer"), headers("Authorization", "Bearer x" + TOKEN),
        headers("Authorization", "Basic " + TOKEN))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> guard.check("/metrics", headers))
          .satisfies(refused -> assertThat(refused.reply().status()).isEqualTo(401))
          .satisfies(refused -> assertThat(refused.reply().toString()).doesNotContain(TOKEN));
    }
  }

  @Test
  void doesNotListenForOthersWithoutAToken() {
    var everywhere = new InetSocketAddress("0.0.0.0", 0);

    assertThatIllegalArgumentException().isThrownBy(() -> ServerConfig.at(everywhere, null))
        .withMessageContaining("set a token");
    assertThat(ServerConfig.at(everywhere, Secret.of(TOKEN)).toString()).doesNotContain(TOKEN);
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(" "));
  }

  private static Headers headers(String name, String value) {
    return new Headers(Map.of(name, List.of(value)));
  }
}
