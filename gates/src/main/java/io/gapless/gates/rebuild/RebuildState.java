package io.gapless.gates.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.gates.warehouse.Run;
import io.gapless.processes.Payload;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// How far a rebuild is, as its process keeps it.
///
/// @param request what was asked for
/// @param run id of the run
/// @param next the part to do next
record RebuildState(RebuildRequest request, String run, Part next) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The parts of a rebuild, in order.
  enum Part {
    FLOWS,
    GATES,
    PROFITS,
    GATES_AFTER_PROFITS,
    SWAP,
    SNAPSHOT,
    DONE
  }

  static RebuildState begin(RebuildRequest request, Instant at) {
    return new RebuildState(request, ID.format(at), Part.FLOWS);
  }

  static RebuildState of(Payload state) {
    try {
      return JSON.readValue(state.text(), RebuildState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state that this build does not know", e);
    }
  }

  Payload payload() {
    try {
      return Payload.of(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  RebuildState at(Part part) {
    return new RebuildState(request, run, part);
  }

  Run key() {
    return new Run(request.deployment().chain(), run);
  }
}
