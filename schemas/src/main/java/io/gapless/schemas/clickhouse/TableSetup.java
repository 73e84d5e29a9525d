package io.gapless.schemas.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Creates tables and views, also while other processes do the same and users read the views.
///
/// Replacing a view is not atomic on every server: for a moment it is unknown, to readers and to
/// views made of it. So a view is only replaced where its definition is another one; a digest of
/// the definition, as the view's comment, tells.
final class TableSetup {

  private static final Pattern VIEW =
      Pattern.compile("CREATE OR REPLACE VIEW (?<name>\\w+) (?<definition>AS\\s.*)",
          Pattern.DOTALL);
  private static final int UNKNOWN_TABLE = 60;
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 100;

  private final ClickHouse server;

  TableSetup(ClickHouse server) {
    this.server = server;
  }

  /// Runs one statement of a dataset.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  void run(String statement) {
    var view = VIEW.matcher(statement);
    if (view.matches()) {
      create(view.group("name"), view.group("definition"));
    } else {
      server.execute(statement);
    }
  }

  private void create(String view, String definition) {
    var comment = digest(definition);
    for (int tries = 1;; tries++) {
      try {
        var found = server.query("SELECT comment FROM system.tables"
            + " WHERE database = currentDatabase() AND name = '" + view + "'",
            row -> row.getString(1));
        if (found.isEmpty()) {
          server.execute("CREATE VIEW IF NOT EXISTS " + view + " " + definition
              + " COMMENT '" + comment + "'");
        } else if (!found.getFirst().equals(comment)) {
          server.execute("CREATE OR REPLACE VIEW " + view + " " + definition
              + " COMMENT '" + comment + "'");
        }
        return;
      } catch (ClickHouseUnavailableException e) {
        // another process is replacing the view that this one is made of
        if (e.code() != UNKNOWN_TABLE || tries == TRIES) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(ClickHouseUnavailableException cause) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  private static String digest(String definition) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(UTF_8));
      return "definition " + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
