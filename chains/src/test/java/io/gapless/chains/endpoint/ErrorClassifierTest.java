package io.gapless.chains.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Refusal.Said;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorClassifierTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Endpoint NODE = Endpoint.of("https://node.example/v2/SECRETKEY123");

  private final ErrorClassifier classifier = new ErrorClassifier(() -> NOW);

  static Stream<String> providerWords() throws IOException {
    try (var in = ErrorClassifierTest.class.getResourceAsStream("provider-words.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("providerWords")
  void knowsWhatProvidersSay(String line) {
    List<String> cells = Arrays.asList(line.split("\t", -1));
    String text = cells.get(4);
    OptionalLong code = cells.get(2).equals("-")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(cells.get(2)));
    boolean isBody = text.startsWith("body:");
    var error = new NodeError(
        Integer.parseInt(cells.get(1)),
        code,
        isBody ? "" : text,
        cells.get(5),
        isBody ? text.substring("body:".length()) : "",
        Optional.empty());

    Refusal refusal =
        classifier.classify(NODE, error, OptionalLong.of(Long.parseLong(cells.get(3))));

    assertThat(shown(refusal)).isEqualTo(cells.get(0));
  }

  @ParameterizedTest
  @MethodSource("providerWords")
  void knowsItInDataAndInTheRawBodyToo(String line) {
    List<String> cells = Arrays.asList(line.split("\t", -1));
    if (cells.get(4).startsWith("body:") || !cells.get(5).isEmpty()) {
      return;
    }
    OptionalLong code = cells.get(2).equals("-")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(cells.get(2)));
    int status = Integer.parseInt(cells.get(1));
    OptionalLong blocks = OptionalLong.of(Long.parseLong(cells.get(3)));

    var inData = new NodeError(status, code, "invalid params", cells.get(4), "", Optional.empty());
    var inBody = new NodeError(status, code, "", "", cells.get(4), Optional.empty());

    assertThat(shown(classifier.classify(NODE, inData, blocks))).isEqualTo(cells.get(0));
    assertThat(shown(classifier.classify(NODE, inBody, blocks))).isEqualTo(cells.get(0));
  }

  static Stream<Row> rows() throws IOException {
    return providerWords().map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void knowsItInOtherCasesAndAmongOtherWords(Row row) {
    if (row.isExact()) {
      return;
    }
    for (String text : NearMisses.framed(row.text())) {
      for (NodeError error : row.everywhere(text)) {
        assertThat(shown(classifier.classify(NODE, error, row.blocks())))
            .as("%s", error).isEqualTo(row.expected());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void knowsItWithOtherNumbersAndPrepositions(Row row) {
    row.number().ifPresent(number -> {
      long other = NearMisses.otherThan(number);
      String expected = row.expected().replace("(" + number + ")", "(" + other + ")");
      for (String text : NearMisses.renumbered(row.text(), number, other)) {
        for (NodeError error : row.everywhere(text)) {
          assertThat(shown(classifier.classify(NODE, error, row.blocks())))
              .as("%s", error).isEqualTo(expected);
        }
      }
    });
  }

  /// A line of `provider-words.tsv`.
  record Row(String expected, int status, OptionalLong code, OptionalLong blocks, String text,
      String data, boolean inBody) {

    static Row of(String line) {
      List<String> cells = Arrays.asList(line.split("\t", -1));
      boolean inBody = cells.get(4).startsWith("body:");
      return new Row(cells.get(0), Integer.parseInt(cells.get(1)),
          cells.get(2).equals("-")
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(cells.get(2))),
          OptionalLong.of(Long.parseLong(cells.get(3))),
          inBody ? cells.get(4).substring("body:".length()) : cells.get(4), cells.get(5), inBody);
    }

    /// The words alone, and nothing beside them, decide.
    boolean isExact() {
      return text.equals("limit exceeded") && code.orElse(0) == -32005 && status == 200;
    }

    /// The number that was taken out of the words themselves.
    OptionalLong number() {
      String inside = expected.replaceAll(".*\\((\\d*)\\)", "$1");
      return !expected.matches("[A-Z_]+\\(\\d+\\)") || !NearMisses.names(text, inside)
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(inside));
    }

    List<NodeError> everywhere(String words) {
      if (inBody) {
        return List.of(error("", "", words));
      }
      return data.isEmpty()
          ? List.of(error(words, "", ""), error("invalid params", words, ""), error("", "", words),
              error("", "", "<html><head><title>Error</title></head><body><p>" + words
                  + "</p></body></html>"))
          : List.of(error(words, data, ""));
    }

    private NodeError error(String message, String inData, String body) {
      return new NodeError(status, code, message, inData, body, Optional.empty());
    }

    @Override
    public String toString() {
      return expected + " " + text;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", " 12 ", "Thu, 01 Jan 2026 00:00:12 GMT"})
  void readsRetryAfterInSecondsAndAsADate(String header) {
    var error = new NodeError(429, OptionalLong.empty(), "", "", "", Optional.of(header));

    Refusal refusal = classifier.classify(NODE, error, OptionalLong.empty());

    assertThat(refusal).isInstanceOfSatisfying(
        Refusal.Throttled.class,
        throttled -> assertThat(throttled.pause()).contains(Duration.ofSeconds(12)));
  }

  @Test
  void takesADateInThePastForNoWait() {
    var error = new NodeError(
        429, OptionalLong.empty(), "", "", "", Optional.of("Wed, 31 Dec 2025 23:59:59 GMT"));

    assertThat(shown(classifier.classify(NODE, error, OptionalLong.empty())))
        .isEqualTo("THROTTLED(PT0S)");
  }

  @Test
  void keepsTheWordsWithoutTheKeyAndNotTooMany() {
    String words =
        "POST https://node.example/v2/SECRETKEY123 failed\nwith\tSECRETKEY123 " + "x".repeat(1000);

    Said said = classifier.classify(NODE, NodeError.of(-32000, words), OptionalLong.empty()).said();

    assertThat(said.text())
        .startsWith("POST *** failed with *** xxx")
        .hasSize(Said.MAX_LENGTH);
    assertThat(said.code()).hasValue(-32000);
  }

  private static String shown(Refusal refusal) {
    return switch (refusal) {
      case Refusal.SpanCap(OptionalLong max, Said _) -> "SPAN_CAP" + shown(max);
      case Refusal.Density(OptionalLong width, Said _) -> "DENSITY" + shown(width);
      case Refusal.TooManyAddresses(OptionalLong max, Said _) -> "TOO_MANY_ADDRESSES" + shown(max);
      case Refusal.Billing _ -> "BILLING";
      case Refusal.Throttled(Optional<Duration> pause, Said _) ->
          "THROTTLED(" + pause.map(Duration::toString).orElse("") + ")";
      case Refusal.BadBlockTag _ -> "BAD_BLOCK_TAG";
      case Refusal.MissingData(Refusal.Missing where, Said _) -> "MISSING(" + where + ")";
      case Refusal.Timeout _ -> "TIMEOUT";
      case Refusal.Unsupported _ -> "UNSUPPORTED";
      case Refusal.Auth _ -> "AUTH";
      case Refusal.ServerFault _ -> "SERVER_FAULT";
      case Refusal.BadAnswer _ -> "BAD_ANSWER";
      case Refusal.Unknown _ -> "UNKNOWN";
    };
  }

  private static String shown(OptionalLong number) {
    return "(" + (number.isPresent() ? number.getAsLong() : "") + ")";
  }
}
