package io.gapless.processes;

import java.time.Instant;
import java.util.Map;

/// An event in a process's history.
///
/// @param eventId unique in the process
/// @param at when it happened
/// @param metadata e.g. the format of the payload
/// @param payload what happened
public record HistoryEvent(long eventId, Instant at, Map<String, String> metadata,
    Payload payload) {

  /// Takes a copy of the metadata.
  public HistoryEvent { metadata = Map.copyOf(metadata); }
}
