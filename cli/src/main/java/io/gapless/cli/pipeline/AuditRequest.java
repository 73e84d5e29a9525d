package io.gapless.cli.pipeline;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// An audit that a user asked for.
///
/// @param job id of a job, or its beginning; empty: all
/// @param fill whether what differs is to be fetched again
/// @param json whether to print one JSON array instead of lines
/// @param endpoints nodes that tell whether blocks still are what they were, and that a fill in this
///     process asks; **secret** since keys stand in URLs
/// @param host first part of the ids of this process's workers
public record AuditRequest(Optional<String> job, boolean fill, boolean json, List<URI> endpoints,
    String host) {

  /// Copies the list.
  public AuditRequest { endpoints = List.copyOf(endpoints); }

  /// Without the endpoints.
  @Override
  public String toString() {
    return "AuditRequest[job=" + job + ", fill=" + fill + ", json=" + json + ", "
        + endpoints.size() + " endpoints, host=" + host + "]";
  }
}
