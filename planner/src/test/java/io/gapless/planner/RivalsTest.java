package io.gapless.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RivalsTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = STARTED.plusSeconds(100);

  private final Rivals rivals = new Rivals("m", STARTED, () -> NOW);

  @Test
  void givesWayToAPlannerThatWasStartedLater() {
    rivals.heard(planner("x", STARTED.plusMillis(1), NOW));

    assertThat(rivals.successor()).contains("host-planner-0");
  }

  @Test
  void staysWhereTheOtherWasStartedEarlier() {
    rivals.heard(planner("x", STARTED.minusMillis(1), NOW));

    assertThat(rivals.successor()).isEmpty();
  }

  @Test
  void exactlyOneOfTwoThatWereStartedAtOnceGivesWay() {
    var other = new Rivals("x", STARTED, () -> NOW);
    rivals.heard(planner("x", STARTED, NOW));
    other.heard(planner("m", STARTED, NOW));

    assertThat(rivals.successor().isPresent()).isNotEqualTo(other.successor().isPresent());
  }

  @Test
  void doesNotGiveWayToItselfNorToTheDead() {
    rivals.heard(planner("m", STARTED.plusSeconds(1), NOW));
    rivals.heard(planner("x", STARTED.plusSeconds(1), NOW.minusSeconds(11)));
    var left = planner("x", STARTED.plusSeconds(1), NOW);
    left.setState(WorkerState.LEFT);
    rivals.heard(left);

    assertThat(rivals.successor()).isEmpty();
  }

  private static Heartbeat planner(String process, Instant started, Instant updated) {
    return Heartbeat.newBuilder().setWorkerId("host-planner-0").setRole("planner")
        .setState(WorkerState.RUNNING).setLastBatch(0).setInFlight(0).setRows(0)
        .setChains(List.of()).setEndpoints(List.of()).setProcess(process).setStartedAt(started)
        .setUpdatedAt(updated).setVersion(1).setCreatedAt(updated).setIsDeleted(false).build();
  }
}
