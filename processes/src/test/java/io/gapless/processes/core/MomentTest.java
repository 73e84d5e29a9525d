package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import io.gapless.processes.core.Rows.NumberedEvent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Reads while rows arrive one after the other, as they do from the engine and in its copies.
class MomentTest {

  private static final int LOGS = 60;
  private static final int COMMANDS = 150;
  private static final int READS = 400;

  private long held;
  private long torn;
  private long tornByVersionAlone;

  @Test
  void whatHoldsIsTheStateBetweenTwoCommands() {
    ManyLogs.check(LOGS, this::readWhileRowsArrive);

    assertThat(torn).isZero();
    assertThat(held).isPositive();
  }

  @Test
  void theVersionAloneWouldNotDo() {
    for (long seed = 0; seed < LOGS; seed++) {
      readWhileRowsArrive(seed);
    }

    assertThat(tornByVersionAlone).isPositive();
  }

  @Test
  void aTableThatIsEmptiedMeanwhileDoesNotHold() {
    var table = new InMemoryTable();
    var engine = new Engine(table);
    RandomLog.of(1, COMMANDS).forEach(command -> command.applyTo(engine));
    var id = new ProcessId("none", "none");
    var moment = Moment.of(new Rows(table), id);
    assertThat(moment.holds()).isTrue();

    table.delete(Keys.newest());

    assertThat(moment.holds()).isFalse();
  }

  @Test
  void aCommandThatNobodyCanReadIsPassed() {
    var table = new InMemoryTable();
    var rows = new Rows(table);
    var id = new ProcessId("n", "p");
    assertThat(Moment.of(rows, id).position()).isEqualTo(-1);

    new Engine(table).skip(5);

    assertThat(Moment.of(rows, id).position()).isEqualTo(5);
  }

  private void readWhileRowsArrive(long seed) {
    var random = new SplittableRandom(seed);
    var writes = new ArrayList<Runnable>();
    var copy = new InMemoryTable();
    var rows = new Rows(copy);
    var states = new ArrayList<State>();
    var log = RandomLog.of(seed, COMMANDS);
    var id = idOf(log.get(random.nextInt(COMMANDS)));
    var original = new InMemoryTable();
    var engine = new Engine(new Copied(original, copy, writes));
    states.add(State.of(rows, id));
    for (LoggedCommand command : log) {
      command.applyTo(engine);
      states.add(State.of(new Rows(original), id));
    }

    int written = 0;
    for (int read = 0; read < READS && written < writes.size(); read++) {
      written = write(writes, written, random.nextInt(1 + 4 * writes.size() / READS));
      var moment = Moment.of(rows, id);
      written = write(writes, written, random.nextInt(3));
      var events = State.events(rows, id, moment.process());
      written = write(writes, written, random.nextInt(3));
      var state = new State(moment.process(), events, State.tasks(rows, id, moment.process()));
      written = write(writes, written, random.nextInt(3));
      boolean isOneOfThem =
          states.subList((int) moment.position() + 1, states.size()).contains(state);
      if (moment.holds()) {
        held++;
        torn += isOneOfThem ? 0 : 1;
      }
      if (rows.process(id).equals(moment.process()) && !isOneOfThem) {
        tornByVersionAlone++;
      }
    }
  }

  private static ProcessId idOf(LoggedCommand logged) {
    var command = logged.command();
    return command.getId().isEmpty()
        ? new ProcessId("none", "none")
        : new ProcessId(command.getNamespace(), command.getId());
  }

  private static int write(List<Runnable> writes, int from, int count) {
    int to = Math.min(writes.size(), from + count);
    writes.subList(from, to).forEach(Runnable::run);
    return to;
  }

  /// All that is read of a process.
  private record State(Optional<StoredProcess> process, List<NumberedEvent> events,
      List<StoredTask> tasks) {

    static State of(Rows rows, ProcessId id) {
      var process = rows.process(id);
      return new State(process, events(rows, id, process), tasks(rows, id, process));
    }

    static List<NumberedEvent> events(Rows rows, ProcessId id, Optional<StoredProcess> process) {
      var events = new ArrayList<NumberedEvent>();
      process.ifPresent(found -> rows.visitEvents(id, found.getIncarnation(), Life.ALL,
          events::add));
      return events;
    }

    static List<StoredTask> tasks(Rows rows, ProcessId id, Optional<StoredProcess> process) {
      var tasks = new ArrayList<StoredTask>();
      process.ifPresent(found -> {
        tasks.addAll(rows.tasks(id, found.getIncarnation()));
        tasks.addAll(rows.queue(id, found.getIncarnation()));
      });
      return tasks;
    }
  }

  /// A table whose changes are written to another one later.
  private record Copied(Table table, Table copy, List<Runnable> writes) implements Table {

    @Override
    public byte @Nullable [] get(byte[] key) {
      return table.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      table.put(key, value);
      writes.add(() -> copy.put(key, value));
    }

    @Override
    public void delete(byte[] key) {
      table.delete(key);
      writes.add(() -> copy.delete(key));
    }

    @Override
    public void visit(byte[] first, byte[] last, boolean backwards,
        BiPredicate<byte[], byte[]> visitor) {
      table.visit(first, last, backwards, visitor);
    }
  }
}
