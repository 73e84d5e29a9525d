package io.gapless.processes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogWatchTest {

  private final AtomicLong clock = new AtomicLong();
  private final LogEnds seen = new LogEnds();
  private boolean isAway;
  private final LogWatch watch = new LogWatch(this::end, seen, clock::get);

  @Test
  void anEndIsAsOldAsTheQuestion() throws Exception {
    watch.ask();

    assertThat(seen.age(0, 6, clock.get())).contains(Duration.ofSeconds(1));
  }

  @Test
  void aShortSilenceIsNoTrouble() throws Exception {
    watch.ask();
    isAway = true;
    for (int second = 0; second < 13; second++) {
      watch.ask();
    }
    assertThat(watch.trouble()).isEmpty();

    watch.ask();
    assertThat(watch.trouble())
        .contains(
            "the log of commands was not reached for 15 s: TimeoutException: no answer in time");

    isAway = false;
    watch.ask();
    assertThat(watch.trouble()).isEmpty();
  }

  private Map<Integer, Long> end() throws ExecutionException {
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    if (isAway) {
      throw new ExecutionException(new TimeoutException("no answer in time"));
    }
    return Map.of(0, 7L);
  }
}
