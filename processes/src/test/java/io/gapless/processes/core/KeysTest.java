package io.gapless.processes.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.processes.ProcessId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysTest {

  private static final ProcessId ID = new ProcessId("orders", "1");
  private static final Instant DUE = Instant.ofEpochMilli(1_000);

  /// As long as names may be; its bytes are not ASCII.
  private static final ProcessId LONG = new ProcessId("ä".repeat(128), "€".repeat(85));

  @Test
  void readsBackWhatItWrote() {
    for (ProcessId id : List.of(ID, LONG)) {
      var timer = new Timer(DUE, id, 7, Long.MAX_VALUE);
      var expiry = new Expiry(DUE, id, 7, "a key of ü");
      var removal = new Removal(id, Long.MAX_VALUE);

      assertThat(Keys.processOf(Keys.process(id))).isEqualTo(id);
      assertThat(Keys.runningOf(Keys.running(id))).isEqualTo(id);
      assertThat(Keys.timerOf(Keys.timer(timer))).isEqualTo(timer);
      assertThat(Keys.expiryOf(Keys.expiry(expiry))).isEqualTo(expiry);
      assertThat(Keys.removingOf(Keys.removing(id, Long.MAX_VALUE))).isEqualTo(removal);
    }
  }

  @Test
  void readsBackEventIdsOfAnySign() {
    for (long event : List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE)) {
      assertThat(Keys.eventOf(Keys.event(ID, 7, event))).isEqualTo(event);
    }
  }

  @Test
  void sortsEventsByTheirIdsTheNegativeFirst() {
    assertSorted(Stream.of(Long.MIN_VALUE, -256L, -1L, 0L, 1L, 255L, 256L, Long.MAX_VALUE)
        .map(event -> Keys.event(ID, 7, event)));
  }

  @Test
  void sortsTasksByTheirNumbers() {
    assertSorted(Stream.of(1L, 2L, 255L, 256L, 65_536L, Long.MAX_VALUE)
        .map(task -> Keys.queued(ID, 7, task)));
  }

  @Test
  void sortsTimersByWhenTheyAreDueWhateverTheirProcess() {
    assertSorted(Stream.of(new Timer(DUE, LONG, 9, 9), new Timer(DUE.plusMillis(1), ID, 1, 1),
        new Timer(DUE.plusMillis(255), LONG, 1, 1), new Timer(DUE.plusMillis(256), ID, 1, 1))
        .map(Keys::timer));
  }

  @Test
  void theLastKeyIsBehindAllThatBeginsSo() {
    byte[] children = Keys.children(ID, 7);
    byte[] timers = Keys.timersFrom(DUE);
    byte[] expiries = Keys.expiriesFrom(DUE);
    byte[] processes = Keys.processesOf("orders");

    assertSorted(Stream.of(children, Keys.event(ID, 7, Long.MAX_VALUE),
        Keys.keyUse(ID, 7, "\uFFFF".repeat(80)), Keys.task(ID, 7, Long.MAX_VALUE),
        Keys.last(children), Keys.children(ID, 8)));
    assertSorted(Stream.of(timers, Keys.timer(new Timer(DUE, LONG, Long.MAX_VALUE, 1)),
        Keys.last(timers), Keys.timersFrom(DUE.plusMillis(1))));
    assertSorted(Stream.of(expiries, Keys.expiry(new Expiry(DUE, LONG, 7, "key")),
        Keys.last(expiries), Keys.expiriesFrom(DUE.plusMillis(1))));
    assertSorted(Stream.of(processes, Keys.process(ID),
        Keys.process(new ProcessId("orders", "\uFFFF".repeat(85))), Keys.last(processes)));
  }

  @Test
  void namesThatRunIntoEachOtherAreNotMistaken() {
    var one = new ProcessId("ab", "c");
    var other = new ProcessId("a", "bc");

    assertThat(Keys.process(one)).isNotEqualTo(Keys.process(other));
    assertThat(Keys.command(one)).isNotEqualTo(Keys.command(other));
    assertThat(Arrays.compareUnsigned(Keys.last(Keys.processesOf("a")), Keys.process(one)))
        .isNegative();
  }

  @Test
  void rowsOfOneIncarnationAreNotAmongThoseOfAnother() {
    byte[] first = Keys.children(ID, 7);

    assertSorted(Stream.of(Keys.event(ID, 6, 1), first, Keys.last(first), Keys.event(ID, 8, 1)));
  }

  private static void assertSorted(Stream<byte[]> keys) {
    var list = keys.toList();
    for (int i = 1; i < list.size(); i++) {
      assertThat(Arrays.compareUnsigned(list.get(i - 1), list.get(i)))
          .as("keys %s and %s", i - 1, i)
          .isNegative();
    }
  }
}
