package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.CompleteStep;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.ExpireKey;
import io.gapless.schemas.record.FireTimer;
import io.gapless.schemas.record.HistoryRange;
import io.gapless.schemas.record.LoseStep;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.Mark;
import io.gapless.schemas.record.ProcessCommand;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.PutProcess;
import io.gapless.schemas.record.RemoveMore;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.RetrySettings;
import io.gapless.schemas.record.StepOperation;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.TimerActionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Plays callers, user code, timers and faults: makes up a log command by command, each fit to what
/// came of those before it, or on purpose not.
final class RandomLog {

  static final List<String> NAMESPACES = List.of("retrying", "failing");
  private static final List<String> IDS = List.of("a", "b", "ab");
  private static final List<String> KEYS = List.of("key 1", "key 2", "key 3");

  private final SplittableRandom random;
  private final RandomUserCode code;
  private final List<String> ids;
  private final String usual;
  /// Steps begun and not yet ended, as far as those know who run them.
  private final List<Claim> open = new ArrayList<>();
  private final List<Claim> all = new ArrayList<>();
  private final List<Timer> armed = new ArrayList<>();
  private final List<Expiry> expired = new ArrayList<>();
  private Instant now = Instant.ofEpochMilli(1_000_000);
  private long position;
  private long questions;

  RandomLog(long seed) {
    random = new SplittableRandom(seed);
    code = new RandomUserCode(random);
    // few processes live long lives, many live beside each other
    ids = IDS.subList(0, random.nextInt(1, IDS.size() + 1));
    usual = code.one(NAMESPACES);
  }

  /// A log of so many commands.
  static List<LoggedCommand> of(long seed, int length) {
    var table = new InMemoryTable();
    var rows = new Rows(table);
    var engine = new Engine(table);
    var random = new RandomLog(seed);
    var log = new ArrayList<LoggedCommand>(length);
    while (log.size() < length) {
      var next = random.next(rows);
      random.saw(next.applyTo(engine));
      log.add(next);
    }
    return log;
  }

  /// Tells what came of the last command.
  void saw(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Start(Claim claim)) {
        open.add(claim);
        all.add(claim);
      } else if (effect instanceof Effect.Armed(Timer timer)) {
        armed.add(timer);
      }
    }
  }

  /// The next command.
  LoggedCommand next(Rows rows) {
    var command = position < NAMESPACES.size()
        ? configure(NAMESPACES.get((int) position))
        : command(rows);
    return new LoggedCommand(command, now, position++);
  }

  private ProcessCommand command(Rows rows) {
    now = now.plusMillis(switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> 0;
      case 18 -> random.nextInt(5_000);
      case 19 -> -random.nextInt(60); // another broker leads now, whose clock is behind
      default -> random.nextInt(40);
    });
    return switch (move()) {
      case COMPLETE -> open.isEmpty() ? ask(rows) : complete(takeOpen());
      case LOSE -> open.isEmpty() ? ask(rows) : lose(takeOpen());
      case ASK -> ask(rows);
      case FIRE -> fire(rows);
      case PUT -> put();
      case REMOVE -> command(anyId(), true, new RemoveProcess());
      case REMOVE_MORE -> removeMore(rows);
      case EXPIRE -> expire(rows);
      case CONFIGURE -> configure(code.one(NAMESPACES));
      case MISS_NAMESPACE -> command(new ProcessId("unknown", "a"), true, ask(rows).getBody());
      case MARK -> command(anyId(), false, new Mark(position));
      case COME_TOO_LATE -> stale(rows);
    };
  }

  private enum Move {
    COMPLETE(38),
    LOSE(5),
    ASK(27),
    FIRE(11),
    PUT(5),
    REMOVE(2),
    REMOVE_MORE(3),
    EXPIRE(3),
    CONFIGURE(1),
    MISS_NAMESPACE(1),
    MARK(1),
    COME_TOO_LATE(3);

    private final int percent;

    Move(int percent) {
      this.percent = percent;
    }
  }

  private Move move() {
    int left = random.nextInt(100);
    for (Move move : Move.values()) {
      left -= move.percent;
      if (left < 0) {
        return move;
      }
    }
    throw new AssertionError("the percents do not make 100");
  }

  private Claim takeOpen() {
    return open.remove(random.nextInt(open.size()));
  }

  /// A command that comes too late, twice, or from someone who is mistaken: changes nothing.
  ProcessCommand stale(Rows rows) {
    if (all.isEmpty()) {
      return command(anyId(), false, new Mark(position));
    }
    var claim = code.one(all);
    var mistaken = switch (random.nextInt(4)) {
      case 0 -> new Claim(claim.id(), claim.incarnation(), claim.task(), claim.attempt() + 1,
          claim.type());
      case 1 -> new Claim(claim.id(), claim.incarnation() - 1, claim.task(), claim.attempt(),
          claim.type());
      case 2 ->
          new Claim(claim.id(), claim.incarnation(), claim.task() + 1_000, claim.attempt(),
              claim.type());
      default -> claim;
    };
    return switch (random.nextInt(7)) {
      case 0 -> command(claim.id(), false,
          new FireTimer(claim.incarnation(), claim.task(), now.minusMillis(1)));
      case 1 -> early(rows);
      case 2 -> command(claim.id(), false,
          new ExpireKey(claim.incarnation(), "never used", now));
      default -> isUnderWay(mistaken, rows)
          ? command(claim.id(), false, new RemoveMore(claim.incarnation()))
          : random.nextBoolean() ? complete(mistaken) : lose(mistaken);
    };
  }

  /// Whether a command says what came of a step.
  static boolean endsAStep(ProcessCommand command) {
    return command.getBody() instanceof CompleteStep || command.getBody() instanceof LoseStep;
  }

  private static boolean isUnderWay(Claim claim, Rows rows) {
    return rows.process(claim.id())
        .filter(process -> process.getIncarnation() == claim.incarnation())
        .map(StoredProcess::getRunning)
        .filter(
            task -> task.getTaskId() == claim.task() && task.getAttempt() == claim.attempt())
        .isPresent();
  }

  private ProcessCommand early(Rows rows) {
    var later =
        rows.timers(Timer.before(now.plusMillis(1)), Instant.ofEpochMilli(Long.MAX_VALUE), 10);
    return later.isEmpty() ? command(anyId(), false, new Mark(position)) : fire(code.one(later));
  }

  private ProcessCommand fire(Rows rows) {
    var indexed =
        rows.timers(Timer.before(Instant.EPOCH), Instant.ofEpochMilli(Long.MAX_VALUE), 10);
    var timers = indexed.isEmpty() || random.nextInt(5) == 0 ? armed : indexed;
    if (timers.isEmpty()) {
      return ask(rows);
    }
    var timer = random.nextBoolean() ? timers.getFirst() : code.one(timers);
    if (random.nextInt(6) > 0 && timer.due().isAfter(now)
        && timer.due().isBefore(now.plusSeconds(60))) {
      now = timer.due();
    }
    return fire(timer);
  }

  private static ProcessCommand fire(Timer timer) {
    return new ProcessCommand(timer.id().namespace(), timer.id().id(), null,
        new FireTimer(timer.incarnation(), timer.task(), timer.due()));
  }

  private ProcessCommand ask(Rows rows) {
    var id = anyId();
    var operation = random.nextInt(4) == 0
        ? code.one(List.of(StepOperation.values()))
        : fitting(rows.process(id).map(StoredProcess::getStatus).orElse(null));
    var key = random.nextInt(3) == 0 ? code.one(KEYS) : null;
    var range = new HistoryRange(random.nextBoolean() ? null : 1L, random.nextBoolean() ? null : 2L,
        random.nextBoolean());
    return command(id, random.nextInt(10) > 0,
        new AskStep(operation, code.word(), code.word(), key, range));
  }

  private StepOperation fitting(@Nullable ProcessStatus status) {
    return switch (status) {
      case null -> StepOperation.INIT;
      case INIT, RUNNING -> random.nextInt(4) == 0 ? StepOperation.NOTIFY : StepOperation.CALL;
      case ERROR -> random.nextBoolean() ? StepOperation.REPAIR : StepOperation.SIMPLE_REPAIR;
    };
  }

  private ProcessCommand complete(Claim claim) {
    return command(claim.id(), false, new CompleteStep(claim.incarnation(), claim.task(),
        claim.attempt(), code.outcome(now)));
  }

  private static ProcessCommand lose(Claim claim) {
    return new ProcessCommand(claim.id().namespace(), claim.id().id(), null,
        new LoseStep(claim.incarnation(), claim.task(), claim.attempt()));
  }

  private ProcessCommand put() {
    var status =
        code.one(List.of(ProcessStatus.RUNNING, ProcessStatus.RUNNING, ProcessStatus.RUNNING,
            ProcessStatus.ERROR, ProcessStatus.INIT));
    var kind = code.one(List.of(TimerActionKind.KEEP, TimerActionKind.SET_TIMEOUT,
        TimerActionKind.SET_REMOVAL));
    return command(anyId(), random.nextInt(5) > 0,
        new PutProcess(status, status == ProcessStatus.ERROR ? "was broken" : null,
            random.nextBoolean() ? null : RandomUserCode.bytes("aux"), Map.of("put", "yes"),
            code.events(now),
            code.action(kind, now), random.nextBoolean()));
  }

  private ProcessCommand removeMore(Rows rows) {
    var removals = rows.removals();
    if (removals.isEmpty()) {
      return command(anyId(), false, new RemoveMore(random.nextLong(position)));
    }
    var removal = code.one(removals);
    return command(removal.id(), false, new RemoveMore(removal.incarnation()));
  }

  private ProcessCommand expire(Rows rows) {
    var expiries = rows.expiries(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), 10);
    if (expiries.isEmpty()) {
      return ask(rows);
    }
    boolean again = !expired.isEmpty() && random.nextInt(3) == 0;
    var expiry = code.one(again ? expired : expiries);
    expired.add(expiry);
    if (random.nextBoolean() && expiry.expires().isAfter(now)) {
      now = expiry.expires();
    }
    return command(expiry.id(), false,
        new ExpireKey(expiry.incarnation(), expiry.key(), expiry.expires()));
  }

  private ProcessCommand configure(String namespace) {
    boolean retries = namespace.equals("retrying");
    long initial = random.nextLong(1, 40);
    var retry = new RetrySettings(initial, 1 + random.nextInt(3) / 2.0,
        random.nextBoolean() ? null : 4 * initial,
        random.nextBoolean() ? null : random.nextInt(1, 5),
        List.of("hopeless"));
    return command(new ProcessId(namespace, "-"), random.nextBoolean(),
        new ConfigureNamespace(retry, retries ? LostSteps.RETRY : LostSteps.ERROR,
            random.nextInt(3), random.nextLong(1, 2_000), retries ? "events" : null,
            random.nextInt(8) == 0 ? null : "lifecycle"));
  }

  private ProcessCommand command(ProcessId id, boolean asks, Object body) {
    var replyTo = asks ? new ReplyTo("node", 0, ++questions) : null;
    return new ProcessCommand(id.namespace(), id.id(), replyTo, body);
  }

  private ProcessId anyId() {
    return new ProcessId(random.nextInt(4) == 0 ? code.one(NAMESPACES) : usual, code.one(ids));
  }
}
