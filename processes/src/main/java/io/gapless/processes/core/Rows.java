package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AppliedCommand;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.KeyUse;
import io.gapless.schemas.record.StoredEvent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/// The table in terms of processes. Values are in Avro's single-object encoding, so that each names
/// the schema that it was written with.
public final class Rows {

  /// The order of a namespace's processes: shorter ids before longer ones, then by their bytes.
  public static final Comparator<ProcessId> ORDER =
      Comparator.comparing(Keys::process, Arrays::compareUnsigned);
  private static final byte[] PRESENT = {1};

  private final Table table;

  /// Over a table, which it reads and writes at once.
  public Rows(Table table) {
    this.table = table;
  }

  /// The newest command that was applied; if it changed a process, perhaps not whole yet.
  public Optional<AppliedCommand> newest() {
    return read(Keys.newest(), AppliedCommand.getDecoder());
  }

  void putNewest(AppliedCommand command) {
    write(Keys.newest(), command, AppliedCommand.getEncoder());
  }

  /// A process without its history.
  public Optional<StoredProcess> process(ProcessId id) {
    return read(Keys.process(id), StoredProcess.getDecoder());
  }

  void put(ProcessId id, StoredProcess process) {
    write(Keys.process(id), process, StoredProcess.getEncoder());
  }

  void deleteProcess(ProcessId id) {
    table.delete(Keys.process(id));
  }

  /// Processes of a namespace, in their [#ORDER].
  ///
  /// @param after id to begin behind; empty: at the first
  /// @param limit most of them
  public List<ProcessId> processes(String namespace, String after, int limit) {
    var found = new ArrayList<ProcessId>();
    byte[] all = Keys.processesOf(namespace);
    byte[] first = after.isEmpty() ? all : Keys.process(new ProcessId(namespace, after));
    table.visit(first, Keys.last(all), false, (key, value) -> {
      var id = Keys.processOf(key);
      if (!id.id().equals(after) && found.size() < limit) {
        found.add(id);
      }
      return found.size() < limit;
    });
    return found;
  }

  boolean hasEvent(ProcessId id, long incarnation, long event) {
    return table.get(Keys.event(id, incarnation, event)) != null;
  }

  void putEvent(ProcessId id, long incarnation, long event, StoredEvent stored) {
    write(Keys.event(id, incarnation, event), stored, StoredEvent.getEncoder());
  }

  /// Shows a part of a history, in the range's direction, until the visitor returns false.
  public void visitEvents(ProcessId id, long incarnation, HistoryRange range,
      Predicate<NumberedEvent> visitor) {
    long limit = range.getLimit() == null ? Long.MAX_VALUE : range.getLimit();
    Long offset = range.getOffset();
    if (limit <= 0 || (offset != null
        && offset == (range.getBackward() ? Long.MIN_VALUE : Long.MAX_VALUE))) {
      return;
    }
    long first = Long.MIN_VALUE;
    long last = Long.MAX_VALUE;
    if (offset != null && range.getBackward()) {
      last = offset - 1;
    } else if (offset != null) {
      first = offset + 1;
    }
    long[] left = {limit};
    table.visit(Keys.event(id, incarnation, first), Keys.event(id, incarnation, last),
        range.getBackward(), (key, value) -> visitor.test(
            new NumberedEvent(Keys.eventOf(key), decode(value, StoredEvent.getDecoder())))
            && --left[0] > 0);
  }

  /// An event with its id.
  public record NumberedEvent(long eventId, StoredEvent event) {}

  /// A task that has ended.
  public Optional<StoredTask> task(ProcessId id, long incarnation, long task) {
    return read(Keys.task(id, incarnation, task), StoredTask.getDecoder());
  }

  void putTask(ProcessId id, long incarnation, StoredTask task) {
    write(Keys.task(id, incarnation, task.getTaskId()), task, StoredTask.getEncoder());
  }

  /// Tasks that have ended, by number.
  public List<StoredTask> tasks(ProcessId id, long incarnation) {
    var found = new ArrayList<StoredTask>();
    visitTasks(id, incarnation, -1, found::add);
    return found;
  }

  /// Shows tasks that have ended, by number, until the visitor returns false.
  ///
  /// @param after number to begin behind
  void visitTasks(ProcessId id, long incarnation, long after, Predicate<StoredTask> visitor) {
    visitTasks(Keys.task(id, incarnation, after + 1), Keys.task(id, incarnation, Long.MAX_VALUE),
        visitor);
  }

  /// Tasks that wait for the one under way, by number.
  public List<StoredTask> queue(ProcessId id, long incarnation) {
    var found = new ArrayList<StoredTask>();
    visitQueue(id, incarnation, -1, found::add);
    return found;
  }

  /// Shows tasks that wait for the one under way, by number, until the visitor returns false.
  ///
  /// @param after number to begin behind
  void visitQueue(ProcessId id, long incarnation, long after, Predicate<StoredTask> visitor) {
    visitTasks(Keys.queued(id, incarnation, after + 1),
        Keys.queued(id, incarnation, Long.MAX_VALUE), visitor);
  }

  Optional<StoredTask> firstQueued(ProcessId id, long incarnation) {
    var found = new ArrayList<StoredTask>(1);
    visitQueue(id, incarnation, -1, task -> {
      found.add(task);
      return false;
    });
    return found.stream().findFirst();
  }

  Optional<StoredTask> queued(ProcessId id, long incarnation, long task) {
    return read(Keys.queued(id, incarnation, task), StoredTask.getDecoder());
  }

  void putQueued(ProcessId id, long incarnation, StoredTask task) {
    write(Keys.queued(id, incarnation, task.getTaskId()), task, StoredTask.getEncoder());
  }

  void deleteQueued(ProcessId id, long incarnation, long task) {
    table.delete(Keys.queued(id, incarnation, task));
  }

  Optional<KeyUse> keyUse(ProcessId id, long incarnation, String key) {
    return read(Keys.keyUse(id, incarnation, key), KeyUse.getDecoder());
  }

  void putKeyUse(Expiry expiry, KeyUse use) {
    write(Keys.keyUse(expiry.id(), expiry.incarnation(), expiry.key()), use, KeyUse.getEncoder());
    table.put(Keys.expiry(expiry), PRESENT);
  }

  void deleteKeyUse(Expiry expiry) {
    table.delete(Keys.keyUse(expiry.id(), expiry.incarnation(), expiry.key()));
  }

  void deleteExpiry(Expiry expiry) {
    table.delete(Keys.expiry(expiry));
  }

  /// Keys that expire from one moment to another, both included.
  public List<Expiry> expiries(Instant from, Instant to, int limit) {
    var found = new ArrayList<Expiry>();
    table.visit(Keys.expiriesFrom(from), Keys.last(Keys.expiriesFrom(to)), false, (key, value) -> {
      found.add(Keys.expiryOf(key));
      return found.size() < limit;
    });
    return found;
  }

  void putTimer(Timer timer) {
    table.put(Keys.timer(timer), PRESENT);
  }

  void deleteTimer(Timer timer) {
    table.delete(Keys.timer(timer));
  }

  /// Timers that are due up to a moment, included, the earliest first.
  ///
  /// @param after to begin behind
  public List<Timer> timers(Timer after, Instant to, int limit) {
    var found = new ArrayList<Timer>();
    byte[] first = Keys.timer(after);
    table.visit(first, Keys.last(Keys.timersFrom(to)), false, (key, value) -> {
      if (!Arrays.equals(key, first)) {
        found.add(Keys.timerOf(key));
      }
      return found.size() < limit;
    });
    return found;
  }

  void putRunning(ProcessId id) {
    table.put(Keys.running(id), PRESENT);
  }

  void deleteRunning(ProcessId id) {
    table.delete(Keys.running(id));
  }

  /// Processes with a task under way.
  public List<ProcessId> running() {
    var found = new ArrayList<ProcessId>();
    table.visit(Keys.kind('R'), Keys.kind('S'), false,
        (key, value) -> key[0] == 'R' && found.add(Keys.runningOf(key)));
    return found;
  }

  void putRemoval(Removal removal) {
    table.put(Keys.removing(removal.id(), removal.incarnation()), PRESENT);
  }

  boolean isBeingRemoved(Removal removal) {
    return table.get(Keys.removing(removal.id(), removal.incarnation())) != null;
  }

  /// Removed processes that have rows left.
  public List<Removal> removals() {
    var found = new ArrayList<Removal>();
    table.visit(Keys.kind('M'), Keys.kind('N'), false,
        (key, value) -> key[0] == 'M' && found.add(Keys.removingOf(key)));
    return found;
  }

  /// Deletes rows of a removed process, at most so many.
  ///
  /// @return whether none is left
  boolean deleteChildren(Removal removal, int most) {
    byte[] first = Keys.children(removal.id(), removal.incarnation());
    var keys = new ArrayList<byte[]>();
    table.visit(first, Keys.last(first), false, (key, value) -> {
      keys.add(key);
      return keys.size() < most;
    });
    keys.forEach(table::delete);
    if (keys.size() == most) {
      return false;
    }
    table.delete(Keys.removing(removal.id(), removal.incarnation()));
    return true;
  }

  /// The settings of a namespace.
  public Optional<ConfigureNamespace> settings(String namespace) {
    return read(Keys.settings(namespace), ConfigureNamespace.getDecoder());
  }

  void putSettings(String namespace, ConfigureNamespace settings) {
    write(Keys.settings(namespace), settings, ConfigureNamespace.getEncoder());
  }

  private void visitTasks(byte[] first, byte[] last, Predicate<StoredTask> visitor) {
    table.visit(first, last, false,
        (key, value) -> visitor.test(decode(value, StoredTask.getDecoder())));
  }

  private <T extends SpecificRecordBase> Optional<T> read(byte[] key,
      BinaryMessageDecoder<T> decoder) {
    byte[] value = table.get(key);
    return value == null ? Optional.empty() : Optional.of(decode(value, decoder));
  }

  private static <T> T decode(byte[] value, BinaryMessageDecoder<T> decoder) {
    try {
      return decoder.decode(value);
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the state cannot be read", e);
    }
  }

  private <T> void write(byte[] key, T record, BinaryMessageEncoder<T> encoder) {
    try {
      ByteBuffer bytes = encoder.encode(record);
      byte[] value = new byte[bytes.remaining()];
      bytes.get(value);
      table.put(key, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the state cannot be written", e);
    }
  }
}
