package io.gapless.cli.options;

import java.util.Optional;

/// How the embedded servers are started; a port of 0 is the one of last time, or any free one.
///
/// @param clickHousePassword what the embedded engine asks of its clients: **secret**
public record EmbeddedOptions(int kafkaPort, int registryPort, int clickHousePort,
    Optional<String> clickHousePassword) {

  /// Without the password.
  @Override
  public String toString() {
    return "EmbeddedOptions[kafkaPort=" + kafkaPort + ", registryPort=" + registryPort
        + ", clickHousePort=" + clickHousePort + "]";
  }
}
