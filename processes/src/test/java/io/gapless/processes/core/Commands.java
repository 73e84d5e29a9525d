package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.ExpireKey;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.RemoveMore;
import java.time.Instant;

/// Commands that the engine's own housekeeping sends.
final class Commands {

  private Commands() {}

  static LoggedCommand removeMore(Removal removal, Instant at, long position) {
    return logged(removal.id(), new RemoveMore(removal.incarnation()), at, position);
  }

  static LoggedCommand expire(Expiry expiry, long position) {
    return logged(expiry.id(),
        new ExpireKey(expiry.incarnation(), expiry.key(), expiry.expires()), expiry.expires(),
        position);
  }

  static LoggedCommand logged(ProcessId id, Object body, Instant at, long position) {
    return new LoggedCommand(new ProcessCommand(id.namespace(), id.id(), null, body), at,
        position);
  }
}
