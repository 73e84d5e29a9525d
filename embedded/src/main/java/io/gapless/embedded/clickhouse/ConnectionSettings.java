package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.EngineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a request changes on its connection before its statement.
///
/// @param settings by name, in order
/// @param database the one to be current
/// @param own those of the client, to be undone in a session
record ConnectionSettings(Map<String, String> settings, Optional<String> database,
    Map<String, String> own) {

  /// A client's settings and ours. Inserts are never put off (`async_insert`): what is acknowledged
  /// is stored. Waiting for a table's files to go never ends in this engine.
  static ConnectionSettings of(QueryRequest request) {
    Map<String, String> own = new LinkedHashMap<>(request.settings());
    own.remove("async_insert");
    own.remove("wait_for_async_insert");
    own.remove("database_atomic_wait_for_drop_and_detach_synchronously");
    String comment = own.remove("log_comment");
    String readonly = own.remove("readonly");
    Map<String, String> settings = new LinkedHashMap<>();
    // What a server has and a local engine has not: a query begins with a keyword.
    settings.put("implicit_select", "0");
    settings.put("async_insert", "0");
    settings.put("log_comment",
        comment == null ? request.queryId() : request.queryId() + "\n" + comment);
    settings.putAll(own);
    // Last, and not in a session: it could not be undone.
    if (request.session().isEmpty()) {
      if (readonly != null) {
        settings.put("readonly", readonly);
      } else if (request.readOnly()) {
        settings.put("readonly", "2");
      }
    }
    return new ConnectionSettings(settings, request.database(), own);
  }

  /// Sets them.
  ///
  /// @throws EngineException a setting or the database is unknown
  void apply(EngineConnection connection) {
    database.ifPresent(name -> connection.text("USE " + SqlText.name(name)));
    connection.text("SET " + settings.entrySet().stream()
        .map(setting -> SqlText.name(setting.getKey()) + " = "
            + SqlText.quoted(setting.getValue()))
        .collect(Collectors.joining(", ")));
  }

  /// Sets the client's own back, as they were for one request.
  void undo(EngineConnection connection) {
    for (String name : own.keySet()) {
      try {
        connection.text("SET " + SqlText.name(name) + " = DEFAULT");
      } catch (EngineException e) {
        // It was never set: the request failed for it.
      }
    }
  }
}
