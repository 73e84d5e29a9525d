package io.gapless.embedded.clickhouse;

import java.nio.file.Path;

/// What a front needs to start.
///
/// @param library the engine's library, `libchdb.so`
/// @param data folder for the engine's data and the bodies of inserts under way
/// @param port to listen on at 127.0.0.1, 0 for one that is free
/// @param password of the user `default`; empty for none
public record FrontConfig(Path library, Path data, int port, String password) {
  /// Refuses an impossible port.
  public FrontConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is not within 0 and 65535: " + port);
    }
  }

  @Override
  public String toString() {
    return "FrontConfig[library=" + library + ", data=" + data + ", port=" + port + ", password="
        + (password.isEmpty() ? "none" : "set") + "]";
  }
}
