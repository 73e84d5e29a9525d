package io.gapless.cli.pipeline;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Ids of workers: host, role and slot, the same after a restart.
///
/// @param host first part of the id
public record WorkerIds(String host) {

  /// Of this host, by its name.
  public static WorkerIds ofThisHost() {
    try {
      return new WorkerIds(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return new WorkerIds("localhost");
    }
  }

  String of(String role, int slot) {
    return host + "-" + role + "-" + slot;
  }
}
