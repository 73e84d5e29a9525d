package io.gapless.processes;

import java.nio.charset.StandardCharsets;

/// Names a process.
///
/// @param namespace of its kind
/// @param id chosen by whoever makes it, unique in the namespace; at most 256 bytes as UTF-8
public record ProcessId(String namespace, String id) {

  private static final int LONGEST = 256;

  /// Refuses what is empty or too long with an [IllegalArgumentException].
  public ProcessId {
    check("namespace", namespace);
    check("process id", id);
  }

  @Override
  public String toString() {
    return namespace + " " + id;
  }

  private static void check(String what, String value) {
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException(
          what + " is not 1 to " + LONGEST + " bytes long: '" + value + "'");
    }
  }
}
