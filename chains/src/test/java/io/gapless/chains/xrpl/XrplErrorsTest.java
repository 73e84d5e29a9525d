package io.gapless.chains.xrpl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.endpoint.RefusalKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XrplErrorsTest {

  private static final Endpoint SERVER = Endpoint.of("wss://server.example/SECRETKEY");
  private static final JsonNode REQUEST =
      JsonNodeFactory.instance.objectNode().put("command", "ledger").put("ledger_index", 7);

  private final XrplErrors errors = new XrplErrors();

  @ParameterizedTest
  @CsvSource({
      "slowDown, 10, THROTTLED",
      "tooBusy, 9, THROTTLED",
      "lgrNotValidated, 22, MISSING_DATA",
      "lgrNotFound, 21, MISSING_DATA",
      "ledgerNotFound, -1, MISSING_DATA",
      "txnNotFound, 29, MISSING_DATA",
      "notReady, 13, SERVER_FAULT",
      "noClosed, 15, SERVER_FAULT",
      "noCurrent, 16, SERVER_FAULT",
      "noNetwork, 17, SERVER_FAULT",
      "notSynced, 18, SERVER_FAULT",
      "internal, 73, SERVER_FAULT",
      "dbDeserialization, 77, SERVER_FAULT",
      "json_rpc, 2, SERVER_FAULT",
      "failedToForward, 90, SERVER_FAULT",
      "connectionError, -1, SERVER_FAULT",
      "requestError, -1, SERVER_FAULT",
      "invalidResponse, -1, SERVER_FAULT",
      "timeout, -1, TIMEOUT",
      "amendmentBlocked, 14, UNSUPPORTED",
      "unlBlocked, 80, UNSUPPORTED",
      "wrongNetwork, 4, UNSUPPORTED",
      "notEnabled, 12, UNSUPPORTED",
      "notImpl, 74, UNSUPPORTED",
      "notSupported, 75, UNSUPPORTED",
      "forbidden, 3, AUTH",
      "badSyntax, 1, UNKNOWN",
      "noPermission, 6, UNKNOWN",
      "commandMissing, -1, UNKNOWN",
      "invalidParams, 31, UNKNOWN",
      "unknownCmd, 32, UNKNOWN",
      "lgrIdxsInvalid, 57, UNKNOWN",
      "lgrIdxMalformed, 58, UNKNOWN",
      "excessiveLgrRange, 78, UNKNOWN",
      "invalidLgrRange, 79, UNKNOWN",
      "jsonInvalid, -1, UNKNOWN",
      "missingCommand, -1, UNKNOWN",
      "commandNotString, -1, UNKNOWN",
      "emptyCommand, -1, UNKNOWN",
      "paramsUnparseable, -1, UNKNOWN",
      "malformedRequest, -1, UNKNOWN",
      "unknownOption, -1, UNKNOWN",
      "wsTextRequired, -1, UNKNOWN",
      "invalid_API_version, -1, UNKNOWN",
      "actNotFound, 19, UNKNOWN"
  })
  void knowsWhatEachTokenMeans(String token, long code, RefusalKind kind) {
    Refusal refusal = refusal(error(token, "words"), Missing.UNKNOWN);

    assertThat(RefusalKind.of(refusal)).isEqualTo(kind);
    assertThat(refusal.said().text()).startsWith(token + ": words");
    assertThat(XrplErrors.rows().stream().filter(row -> row.token().equals(token)))
        .allMatch(row -> row.code().orElse(-1) == code);
  }

  @Test
  void hasATestForEachLineAndEachTokenOnce() throws Exception {
    List<String> tokens = XrplErrors.rows().stream().map(XrplErrors.Row::token).toList();
    Set<String> tested = Set.of(XrplErrorsTest.class
        .getDeclaredMethod("knowsWhatEachTokenMeans", String.class, long.class, RefusalKind.class)
        .getAnnotation(CsvSource.class).value()).stream()
        .map(line -> line.substring(0, line.indexOf(','))).collect(Collectors.toSet());

    assertThat(tokens).doesNotHaveDuplicates();
    assertThat(tested).containsAll(tokens);
  }

  @Test
  void leavesAServerAloneForAMomentThatSaysSlowDown() {
    assertThat(refusal(error("slowDown", "load"), Missing.UNKNOWN)).isInstanceOfSatisfying(
        Refusal.Throttled.class,
        throttled -> assertThat(throttled.pause()).contains(Duration.ofMillis(250)));
  }

  @Test
  void passesOnWhichEndOfTheHistoryWasPassed() {
    for (Missing where : Missing.values()) {
      assertThat(refusal(error("lgrNotFound", "ledgerNotFound"), where)).isInstanceOfSatisfying(
          Refusal.MissingData.class,
          missing -> assertThat(missing.where()).isEqualTo(where));
    }
    assertThat(refusal(error("lgrNotValidated", ""), Missing.PRUNED)).isInstanceOfSatisfying(
        Refusal.MissingData.class,
        missing -> assertThat(missing.where()).isEqualTo(Missing.HEAD));
  }

  @Test
  void showsTheRequestThatWasWrongAndNoKey() {
    Said said = refusal(error("invalidParams", "at\nSECRETKEY"), Missing.UNKNOWN).said();

    assertThat(said.text()).isEqualTo("invalidParams: at *** in answer to " + REQUEST);
    assertThat(refusal(error("odd", "x".repeat(1000)), Missing.UNKNOWN).said().text())
        .hasSize(Said.MAX_LENGTH);
  }

  @Test
  void keepsTheCodeThatCame() {
    assertThat(refusal(error("slowDown", "").put("error_code", 15), Missing.UNKNOWN).said().code())
        .hasValue(15);
  }

  private Refusal refusal(JsonNode error, Missing where) {
    return errors.refusal(SERVER, error, REQUEST, where);
  }

  private static ObjectNode error(String token, String message) {
    return JsonNodeFactory.instance.objectNode().put("error", token).put("error_message", message);
  }
}
