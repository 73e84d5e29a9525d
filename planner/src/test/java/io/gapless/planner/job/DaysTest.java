package io.gapless.planner.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.planner.chain.ChainUnavailableException;
import io.gapless.planner.chain.FakeChain;
import io.gapless.schemas.record.JobDay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaysTest {

  private static final long DAY = 86_400;

  @Test
  void cutsAtTheFirstBlockOfEachDay() throws InterruptedException {
    // blocks of 1970-01-01T12:00, 18:00, then midnight exactly, 06:00, …
    var chain = FakeChain.steady(100, Instant.ofEpochSecond(DAY / 2), DAY / 4);

    assertThat(all(chain, 0, 8, 0))
        .containsExactly(new JobDay(0, 0L, 1L), new JobDay(1, 2L, 5L), new JobDay(2, 6L, 8L));
  }

  @Test
  void passesOverDaysWithoutBlocks() throws InterruptedException {
    long[] times = {10, 20, 5 * DAY, 5 * DAY + 7, 9 * DAY - 1, 9 * DAY};
    var chain = new FakeChain(5, block -> times[(int) block]);

    assertThat(all(chain, 0, 5, 0)).containsExactly(new JobDay(0, 0L, 1L),
        new JobDay(5, 2L, 3L), new JobDay(8, 4L, 4L), new JobDay(9, 5L, 5L));
  }

  @Test
  void countsFromTheFirstDayOfTheJob() throws InterruptedException {
    var chain = FakeChain.steady(1000, Instant.ofEpochSecond(0), DAY / 10);

    assertThat(all(chain, 35, 42, 3)).containsExactly(new JobDay(0, 35L, 39L),
        new JobDay(1, 40L, 42L));
  }

  @Test
  void makesADayOfASingleBlock() throws InterruptedException {
    var chain = FakeChain.steady(0, Instant.ofEpochSecond(5), 1);

    assertThat(all(chain, 0, 0, 0)).containsExactly(new JobDay(0, 0L, 0L));
  }

  @Test
  void refusesTimesThatRunBackwards() {
    var chain = FakeChain.steady(10, Instant.ofEpochSecond(0), 1);

    assertThatThrownBy(() -> Days.find(chain, 0, 10, 7))
        .isInstanceOf(ChainUnavailableException.class)
        .hasMessageContaining("before the job's first day");
  }

  private static List<JobDay> all(FakeChain chain, long first, long last, int firstDay)
      throws InterruptedException {
    var days = new ArrayList<JobDay>();
    for (long next = first; next <= last; next = days.getLast().getLast() + 1) {
      days.add(Days.find(chain, next, last, firstDay));
    }
    return days;
  }
}
