package io.gapless.embedded.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class RequestHeadTest {

  @Test
  void decodesParametersAndJoinsThePartsOfAQuery() throws BadRequestException {
    assertThat(RequestHead.parameters("query=SELECT%20&a=1&query=%E2%82%AC&a=2&flag&x=a%3Db"))
        .containsExactly(entry("query", "SELECT \u20ac"), entry("a", "2"), entry("flag", ""),
            entry("x", "a=b"));
  }

  @Test
  void refusesABrokenEscape() {
    assertThatThrownBy(() -> RequestHead.parameters("a=%zz"))
        .isInstanceOf(BadRequestException.class);
  }
}
