package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AppliedCommand;
import io.gapless.schemas.record.StoredProcess;
import java.util.Optional;

/// A process at one moment, while another thread applies commands to the table, or Kafka Streams
/// brings a copy of it up to date. What is read of the process between [#of] and [#holds] is of that
/// moment if it holds.
///
/// That its version is the same before and after is not enough: the rows of a command are written, and
/// reach a copy, one after the other, and so the history may have an event more than the process
/// knows. But the newest command comes first, with the version that it gives the process, and the
/// process comes last. So, read after the history: either the newest command is still this process's,
/// and the process has the version that the command names only if all is there; or it is another
/// one's, and then the version shows whether any has come between.
public final class Moment {

  private final Rows rows;
  private final ProcessId id;
  private final long position;
  private final Optional<StoredProcess> process;

  private Moment(Rows rows, ProcessId id) {
    this.rows = rows;
    this.id = id;
    position = position(rows.newest());
    process = rows.process(id);
  }

  /// Now.
  public static Moment of(Rows rows, ProcessId id) {
    return new Moment(rows, id);
  }

  /// The process, without its history.
  public Optional<StoredProcess> process() {
    return process;
  }

  /// Offset that all commands are in it up to, if it holds; −1: none may be.
  public long position() {
    return position;
  }

  /// Whether all that was read since is of this moment.
  public boolean holds() {
    var newest = rows.newest();
    // in this order: a command that came in between shows in the process
    var now = rows.process(id);
    // a table that goes back was emptied, and is being filled again
    return position(newest) >= position && isSame(now) && isWhole(newest, now);
  }

  private boolean isSame(Optional<StoredProcess> now) {
    return now.isPresent() == process.isPresent()
        && process.stream()
            .allMatch(before -> now.orElseThrow().getIncarnation() == before.getIncarnation()
                && now.orElseThrow().getVersion() == before.getVersion());
  }

  private boolean isWhole(Optional<AppliedCommand> newest, Optional<StoredProcess> now) {
    var changed = newest.map(AppliedCommand::getChanged).orElse(null);
    if (changed == null || !changed.getId().equals(id.id())
        || !changed.getNamespace().equals(id.namespace())) {
      return true;
    }
    Long version = changed.getVersion();
    return version == null
        ? now.isEmpty()
        : now.filter(found -> found.getIncarnation() == changed.getIncarnation()
            && found.getVersion() == version).isPresent();
  }

  private static long position(Optional<AppliedCommand> newest) {
    return newest.map(AppliedCommand::getPosition).orElse(-1L);
  }
}
