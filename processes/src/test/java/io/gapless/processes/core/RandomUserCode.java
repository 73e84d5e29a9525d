package io.gapless.processes.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.schemas.record.NewEvent;
import io.gapless.schemas.record.NewPublication;
import io.gapless.schemas.record.StepFailure;
import io.gapless.schemas.record.StepIntent;
import io.gapless.schemas.record.TimerAction;
import io.gapless.schemas.record.TimerActionKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// User code that wants and suffers anything.
final class RandomUserCode {

  private static final List<String> WORDS = List.of("", "x", "y");
  private static final List<String> REASONS = List.of("hopeless", "busy", "closed");

  private final SplittableRandom random;

  RandomUserCode(SplittableRandom random) {
    this.random = random;
  }

  /// What comes of a step.
  Object outcome(Instant now) {
    return random.nextInt(10) < 3
        ? new StepFailure(one(REASONS), random.nextInt(4) > 0)
        : intent(now);
  }

  private StepIntent intent(Instant now) {
    var kind = random.nextInt(20) == 0
        ? TimerActionKind.REMOVE
        : one(List.of(TimerActionKind.KEEP, TimerActionKind.KEEP, TimerActionKind.SET_TIMEOUT,
            TimerActionKind.SET_TIMEOUT, TimerActionKind.SET_REMOVAL, TimerActionKind.UNSET));
    return new StepIntent(events(now), action(kind, now),
        random.nextBoolean() ? null : bytes("response"),
        random.nextInt(8) == 0 ? "refused" : null,
        random.nextBoolean() ? null : word(),
        random.nextBoolean() ? null : Map.of("word", one(WORDS)), publications(),
        random.nextInt(12) == 0 ? one(REASONS) : null);
  }

  private List<NewPublication> publications() {
    return random.nextInt(6) > 0
        ? List.of()
        : List.of(new NewPublication(one(WORDS), random.nextBoolean() ? null : 1, word(), word()));
  }

  TimerAction action(TimerActionKind kind, Instant now) {
    return switch (kind) {
      case KEEP, UNSET, REMOVE -> new TimerAction(kind, null);
      case SET_TIMEOUT, SET_REMOVAL -> new TimerAction(kind,
          now.plusMillis(random.nextInt(4) == 0 ? -random.nextInt(3) : random.nextInt(300)));
    };
  }

  /// Events that mostly let the engine number them, and sometimes clash.
  List<NewEvent> events(Instant now) {
    var events = new ArrayList<NewEvent>();
    for (int left = random.nextInt(4); left > 0; left--) {
      Long chosen = switch (random.nextInt(10)) {
        case 0 -> (long) random.nextInt(-3, 12);
        case 1, 2 -> random.nextLong(-1_000, 1_000);
        default -> null;
      };
      events.add(new NewEvent(chosen, random.nextBoolean() ? null : now.minusMillis(5),
          Map.of("format", "1"), bytes("event " + random.nextInt(1_000))));
    }
    return events;
  }

  /// A short text; may be empty.
  ByteBuffer word() {
    return bytes(one(WORDS));
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
