package io.gapless.processes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.processes.EventRange;
import io.gapless.processes.Intent;
import io.gapless.processes.Intent.Action;
import io.gapless.processes.Intent.NewHistoryEvent;
import io.gapless.processes.Intent.Publication;
import io.gapless.processes.Payload;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.ProcessStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodiesTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void readsARequestWithAllFields() {
    assertThat(JsonBodies.request(json("""
        {"args": "a", "context": {"base64": "/w=="}, "idempotency_key": "k",
         "range": {"offset": 5, "limit": 2, "direction": "backward"}}""")))
        .isEqualTo(new Request(Payload.of("a"), Payload.of(new byte[]{-1}), "k",
            new EventRange(5L, 2L, true)));
  }

  @Test
  void aBodyThatIsEmptyIsARequestWithoutArguments() {
    assertThat(JsonBodies.request(json(""))).isEqualTo(Request.of(Payload.EMPTY));
    assertThat(JsonBodies.request(json("{\"args\": null}"))).isEqualTo(Request.of(Payload.EMPTY));
  }

  @Test
  void readsAProcessThatIsTakenOver() {
    assertThat(JsonBodies.imported(json("""
        {"status": "error", "detail": "broke", "aux_state": "s", "metadata": {"a": "b"},
         "history": [{"event_id": 7, "timestamp": "2026-01-31T12:00:00Z", "metadata": {"f": "1"},
           "payload": "e"}, {"payload": ""}],
         "action": {"remove_at": "2026-01-31T12:00:00Z"}, "emit": true}""")))
        .isEqualTo(new Import(ProcessStatus.ERROR, Optional.of("broke"),
            Optional.of(Payload.of("s")), Map.of("a", "b"),
            List.of(new NewHistoryEvent(7L, NOON, Map.of("f", "1"), Payload.of("e")),
                new NewHistoryEvent(null, null, Map.of(), Payload.EMPTY)),
            new Action.RemoveAt(NOON), true));
  }

  @Test
  void readsAnIntent() {
    assertThat(JsonBodies.intent(json("""
        {"events": [{"payload": "paid"}], "action": {"timeout_at": "2026-01-31T12:00:00Z"},
         "response": "thanks", "aux_state": "s", "metadata": {}}""")))
        .isEqualTo(Intent.none().event(Payload.of("paid")).timeoutAt(NOON)
            .respond(Payload.of("thanks")).auxState(Payload.of("s")).metadata(Map.of()));
    assertThat(JsonBodies.intent(json("{}"))).isEqualTo(Intent.none());
    assertThat(JsonBodies.intent(json("{\"action\": {\"remove\": true}, \"refusal\": \"no\"}")))
        .isEqualTo(Intent.none().remove().refuse("no"));
    assertThat(JsonBodies.intent(json("{\"action\": {\"unset_timer\": true}}")))
        .isEqualTo(Intent.none().unsetTimer());
    assertThat(JsonBodies.intent(json("""
        {"publications": [{"topic": "t", "partition": 3, "key": "k", "value": "v"},
         {"topic": "u"}], "failure": "enough"}""")))
        .isEqualTo(Intent.none()
            .publish(new Publication("t", 3, Payload.of("k"), Payload.of("v")))
            .publish(new Publication("u", null, Payload.EMPTY, Payload.EMPTY)).fail("enough"));
    assertThatThrownBy(() -> JsonBodies.intent(json("{\"publications\": [{}]}")))
        .hasMessageContaining("publications[0].topic").hasMessageContaining("is missing");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{                                            | the body is not JSON",
      "[]                                           | the body is not a JSON object",
      "{\"args\": \"a\"} {}                         | the body is not JSON",
      "{\"args\": \"a\", \"args\": \"b\"}           | the body is not JSON",
      "{\"arg\": \"a\"}                             | arg is not known here, only args, context",
      "{\"idempotency_key\": 1}                     | idempotency_key is not a string",
      "{\"idempotency_key\": \"\\udc00\"}           | idempotency_key is not a text",
      "{\"range\": 1}                               | range is not a JSON object",
      "{\"range\": {\"limit\": -1}}                 | range.limit is less than 0",
      "{\"range\": {\"offset\": 1.5}}               | range.offset is not an integer",
      "{\"range\": {\"offset\": 9223372036854775808}} | range.offset is not an integer",
      "{\"range\": {\"direction\": \"up\"}}         | range.direction is not forward or backward"})
  void saysWhatIsWrongWithWhichField(String body, String problem) {
    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> JsonBodies.request(json(body))).withMessageStartingWith(problem);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{}                                   | status is not running or error",
      "{\"status\": \"init\"}               | status is not running or error",
      "{\"status\": \"error\", \"emit\": 1} | emit is neither true nor false",
      "{\"status\": \"error\", \"metadata\": {\"a\": 1}} | metadata.a is not a string",
      "{\"status\": \"error\", \"history\": {}} | history is not an array",
      "{\"status\": \"error\", \"history\": [{\"payload\": \"\"}, {}]} | history[1].payload is missing",
      "{\"status\": \"error\", \"action\": {\"timeout_at\": \"noon\"}} | action.timeout_at is not a time",
      "{\"status\": \"error\", \"action\": {\"remove\": true}} | action.remove is not known here"})
  void saysWhatIsWrongWithAProcessThatIsTakenOver(String body, String problem) {
    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> JsonBodies.imported(json(body))).withMessageStartingWith(problem);
  }

  @Test
  void refusesAnIntentThatWantsTwoThingsOfTheTimer() {
    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> JsonBodies
            .intent(json("{\"action\": {\"unset_timer\": true, \"remove\": true}}")))
        .withMessage("action is more than one thing");
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }
}
