package io.gapless.processes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {

  private static final List<Route> ROUTES = List.of(route("GET", "/things/{ns}/{id}"),
      route("PUT", "/things/{ns}/{id}"), route("GET", "/things/{ns}"));

  @ParameterizedTest
  @CsvSource({"plain,plain", "a%2Fb,a/b", "a%20b,a b", "a+b,a+b", "%C3%BC%F0%9F%8D%8E,ü🍎",
      "%2e%2E,..",
      "a%25b,a%b"})
  void decodesASegment(String raw, String decoded) {
    assertThat(PercentEncoding.decode("the path", raw)).isEqualTo(decoded);
    assertThat(PercentEncoding.decode("the path", PercentEncoding.encode(decoded)))
        .isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "a%2", "%GG", "%+1", "ü", "%FF", "%C3", "%ED%A0%80", "%C0%AF"})
  void refusesWhatIsNotPercentEncodedUtf8(String raw) {
    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> PercentEncoding.decode("the path", raw))
        .withMessage("the path is not percent-encoded UTF-8");
  }

  @Test
  void aSlashThatIsEncodedDoesNotPartSegments() {
    var matches = Route.of(ROUTES, "/things/a%2Fb/c%20d");

    assertThat(matches).hasSize(2);
    assertThat(Route.choose(matches, "PUT").variables())
        .isEqualTo(Map.of("ns", "a/b", "id", "c d"));
    assertThat(Route.choose(matches, "HEAD").route().method()).isEqualTo("GET");
    assertThat(Route.allowed(matches)).isEqualTo("GET, HEAD, PUT, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/thing/a", "/things", "/things/", "/things//b", "/things/a/b/",
      "//things/a", "/%74hings/a"})
  void knowsNoOtherPath(String path) {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Route.of(ROUTES, path));
  }

  @Test
  void inAQueryAPlusSignIsASpace() {
    assertThat(Asked.query("a=x+y&b=%2B%26&c", Set.of("a", "b", "c")))
        .isEqualTo(Map.of("a", "x y", "b", "+&", "c", ""));
    assertThat(Asked.query(null, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b=1", "a=1&a=2", "a=%", "&a=1"})
  void refusesParametersThatAreUnknownOrTwiceThere(String query) {
    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> Asked.query(query, Set.of("a")));
  }

  private static Route route(String method, String path) {
    return new Route(method, path, Set.of(), _ -> Reply.unavailable("a test"));
  }
}
