package io.gapless.cli.realchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;

/// A command that has ended.
///
/// @param out what it printed on standard output
/// @param err what it printed on standard error
public record CommandRun(int exitCode, String out, String err, Instant started, Instant ended) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Its standard output as the one JSON object that it is.
  public JsonNode json() {
    try {
      return JSON.readTree(out);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not JSON: " + out, e);
    }
  }
}
