package io.gapless.gates.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Statements that come with Gapless.
public final class SqlFile {

  private static final String FOLDER = "/io/gapless/gates/";

  private SqlFile() {}

  /// The text of a file.
  ///
  /// @param path below the folder of the module's SQL
  public static String read(String path) {
    try (var in = SqlFile.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IllegalStateException("this build has no " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " of this build cannot be read", e);
    }
  }
}
