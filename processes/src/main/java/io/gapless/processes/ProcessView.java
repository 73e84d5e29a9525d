package io.gapless.processes;

import io.gapless.schemas.record.ProcessStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A process without its history.
///
/// @param id its name
/// @param status what it is in now
/// @param previousStatus what it was in before
/// @param detail why it is in ERROR
/// @param auxState what user code keeps
/// @param metadata what user code says of it
/// @param corruptedBy the task that broke it
/// @param lastEventId highest id in its history; 0 without events
/// @param timer when its timer is due
/// @param createdAt when it was made
/// @param statusChangedAt since when it is in its status
public record ProcessView(ProcessId id, ProcessStatus status, ProcessStatus previousStatus,
    Optional<String> detail, Optional<Payload> auxState, Map<String, String> metadata,
    OptionalLong corruptedBy, long lastEventId, Optional<Instant> timer, Instant createdAt,
    Instant statusChangedAt) {

  /// Takes a copy of the metadata.
  public ProcessView { metadata = Map.copyOf(metadata); }
}
