package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void showsHostPortAndADigestOnly() {
    var endpoint =
        Endpoint.of("https://me:secret@node.example:8545/v2/abcdef123456?apikey=topsecret");

    assertThat(endpoint.toString()).matches("node\\.example:8545#[0-9a-f]{8}");
    assertThat(endpoint.uri())
        .hasToString("https://node.example:8545/v2/abcdef123456?apikey=topsecret");
    assertThat(endpoint.authorization()).contains("Basic bWU6c2VjcmV0");
    assertThat(endpoint.redact("key abcdef123456, topsecret, secret and bWU6c2VjcmV0"))
        .isEqualTo("key ***, ***, *** and ***");
  }

  @Test
  void tellsKeysOfOneHostApart() {
    assertThat(Endpoint.of("https://node.example/key-one").name())
        .isNotEqualTo(Endpoint.of("https://node.example/key-two").name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.example/SECRET", "ftp://node.example/SECRET", "https:///SECRET",
      "https://node.example/SEC RET", "SECRET"})
  void refusesWhatIsNoUrlWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> Endpoint.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("URL")
        .hasMessageNotContaining("SEC");
  }
}
