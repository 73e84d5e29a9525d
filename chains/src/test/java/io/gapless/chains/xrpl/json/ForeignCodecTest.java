package io.gapless.chains.xrpl.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.xrpl.RecordedLedgers;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xrpl.xrpl4j.codec.binary.XrplBinaryCodec;

/// Writes what another codec shows of transactions of 2026, and gets their bytes.
class ForeignCodecTest {

  private final XrplBinaryCodec codec = XrplBinaryCodec.getInstance();

  @BeforeEach
  void recordingsAreThere() {
    RecordedLedgers.requireThem();
  }

  @Test
  void writesWhatAnotherCodecReads() throws IOException {
    int compared = 0;
    for (JsonNode result : RecordedLedgers.results(RecordedLedgers.HEADLESS).values()) {
      for (JsonNode transaction : result.path("ledger").path("transactions")) {
        JsonNode blob = decoded(transaction.path("tx_blob").textValue());
        JsonNode meta = decoded(transaction.path("meta").textValue());
        // of a step of a path it shows the issuer as the account
        if (blob.isObject() && meta.isObject() && !blob.has("Paths")) {
          var form = new JsonForm(blob, meta);
          assertThat(hex(form.blob())).isEqualTo(transaction.path("tx_blob").textValue());
          assertThat(hex(form.meta())).isEqualTo(transaction.path("meta").textValue());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  /// Nothing, where it does not know a field.
  private JsonNode decoded(String hex) throws IOException {
    String json;
    try {
      json = codec.decode(hex);
    } catch (RuntimeException e) {
      json = "null";
    }
    return new ObjectMapper().readTree(json);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
