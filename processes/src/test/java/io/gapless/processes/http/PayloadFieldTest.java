package io.gapless.processes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.processes.Payload;
import io.gapless.processes.json.PayloadJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFieldTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "three apples", "ünï \uD83C\uDF4E \u0000 \"quoted\"\n"})
  void textIsAString(String text) {
    var json = PayloadJson.of(Payload.of(text));

    assertThat(json.textValue()).isEqualTo(text);
    assertThat(PayloadField.read("args", json)).isEqualTo(Payload.of(text));
  }

  @Test
  void anyOtherBytesAreBase64() {
    var bytes = Payload.of(new byte[]{(byte) 0xFF, 0, 1});

    var json = PayloadJson.of(bytes);

    assertThat(json).hasToString("{\"base64\":\"/wAB\"}");
    assertThat(PayloadField.read("args", json)).isEqualTo(bytes);
  }

  @Test
  void everyByteIsReadBack() {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    assertThat(PayloadField.read("args", PayloadJson.of(Payload.of(all))))
        .isEqualTo(Payload.of(all));
  }

  @Test
  void textMayComeAsBase64() throws JsonProcessingException {
    assertThat(PayloadField.read("args", json("{\"base64\": \"aGk=\"}")))
        .isEqualTo(Payload.of("hi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "{\"base64\": 1}", "{\"base64\": \"*\"}",
      "{\"base64\": \"\", \"x\": 1}", "\"\\ud800\""})
  void refusesWhatIsNeitherNamingTheField(String json) throws JsonProcessingException {
    var node = json(json);

    assertThatExceptionOfType(BadFieldException.class)
        .isThrownBy(() -> PayloadField.read("args", node)).withMessageStartingWith("args ");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
