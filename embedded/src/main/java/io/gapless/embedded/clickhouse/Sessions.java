package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.engine.Engine;
import io.gapless.embedded.clickhouse.engine.EngineConnection;
import io.gapless.embedded.clickhouse.engine.EngineException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// Connections that clients keep over several requests by a `session_id`. One that timed out is
/// closed when the next request with a session comes.
final class Sessions implements AutoCloseable {
  private final Engine engine;
  private final Map<String, Held> sessions = new HashMap<>();

  Sessions(Engine engine) {
    this.engine = engine;
  }

  private static final class Held {
    private final EngineConnection connection;
    private boolean busy = true;
    private long deadlineNanos;

    private Held(EngineConnection connection) {
      this.connection = connection;
    }
  }

  /// Takes a session's connection, a new one where there is none, until [#giveBack].
  ///
  /// @throws EngineException another request has it, or it should exist and does not
  synchronized EngineConnection take(QueryRequest.Session session) {
    closeExpired();
    Held held = sessions.get(session.id());
    if (held == null) {
      if (session.mustExist()) {
        throw EngineException.of(372, "SESSION_NOT_FOUND",
            "Session " + session.id() + " not found");
      }
      held = new Held(engine.connect());
      sessions.put(session.id(), held);
    } else if (held.busy) {
      throw EngineException.of(373, "SESSION_IS_LOCKED",
          "Session " + session.id() + " is locked by a concurrent client");
    }
    held.busy = true;
    return held.connection;
  }

  /// The request is over; the session's time begins to run.
  synchronized void giveBack(QueryRequest.Session session) {
    Held held = sessions.get(session.id());
    if (held != null) {
      held.busy = false;
      held.deadlineNanos = System.nanoTime() + session.timeout().toNanos();
    }
  }

  private void closeExpired() {
    Iterator<Held> all = sessions.values().iterator();
    while (all.hasNext()) {
      Held held = all.next();
      if (!held.busy && System.nanoTime() - held.deadlineNanos > 0) {
        held.connection.close();
        all.remove();
      }
    }
  }

  /// Closes those that no request uses.
  @Override
  public synchronized void close() {
    for (Held held : sessions.values()) {
      if (!held.busy) {
        held.connection.close();
      }
    }
    sessions.clear();
  }
}
