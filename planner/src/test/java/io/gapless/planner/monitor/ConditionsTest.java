package io.gapless.planner.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STALL = Duration.ofMinutes(5);

  private Instant now = START;
  private final SignsOfLife life = new SignsOfLife("planner", STALL, () -> now);
  private final Conditions conditions = new Conditions(Topics.withDefaults());

  @Test
  void aWorkerThatFallsSilentIsStalledAfterTheTimeAndNotBefore() {
    beats(worker("a", "fetcher"), worker("b", "fetcher"));
    for (int i = 1; i < 60; i++) {
      pass(Duration.ofSeconds(5), worker("b", "fetcher"));
    }
    assertThat(begun()).isEmpty();

    pass(Duration.ofSeconds(5), worker("b", "fetcher"));

    assertThat(begun()).containsOnlyKeys("worker a");
    assertThat(begunAs("worker a")).satisfies(event -> {
      assertThat(event.getMessage()).contains("stalled", "300 s", START.toString());
      assertThat(event.getDetail()).containsEntry("group", "gapless.fetcher.evm-1")
          .containsEntry("last_beat", START.toString());
    });
  }

  @Test
  void aHeartThatBeatsBesideALoopThatDoesNotTurnIsNoLife() {
    var stuck = worker("a", "sink");
    beats(stuck);
    for (int i = 1; i <= 60; i++) {
      pass(Duration.ofSeconds(5), stuck);
    }

    assertThat(begun()).containsOnlyKeys("worker a");
    assertThat(begunAs("worker a").getDetail()).containsEntry("group", "gapless.sink");
  }

  @Test
  void aWorkerThatLeftIsNotMissed() {
    beats(worker("a", "fetcher"));
    var last = worker("a", "fetcher");
    last.setState(WorkerState.LEFT);
    beats(last);
    for (int i = 1; i <= 61; i++) {
      pass(Duration.ofSeconds(5));
    }

    assertThat(begun()).isEmpty();
  }

  @Test
  void whoDoesNotHearItselfAccusesNobody() {
    beats(worker("a", "fetcher"));
    now = now.plus(Duration.ofHours(1));
    assertThat(life.workers()).isEmpty();

    beats();

    assertThat(begun()).isEmpty();
    for (int i = 1; i <= 60; i++) {
      pass(Duration.ofSeconds(5));
    }
    assertThat(begun()).containsKey("worker a");
  }

  @Test
  void clocksOfWorkersMayBeWrong() {
    for (int i = 1; i <= 61; i++) {
      var slow = worker("a", "fetcher");
      slow.setUpdatedAt(now.minus(Duration.ofDays(1)));
      pass(Duration.ofSeconds(5), slow);
    }

    assertThat(begun()).isEmpty();
  }

  @Test
  void aChainWhoseFetchersAreAllStalledIsTold() {
    beats(worker("a", "fetcher"), worker("b", "fetcher"));
    for (int i = 1; i <= 60; i++) {
      pass(Duration.ofSeconds(5));
    }

    assertThat(begun()).containsOnlyKeys("worker a", "worker b", "fleet evm-1");
    beats(worker("b", "fetcher"));
    assertThat(begun()).containsOnlyKeys("worker a");
    assertThat(ended("fleet evm-1")).isEqualTo("working");
    assertThat(ended("worker b")).isEqualTo("back");
  }

  @Test
  void nodesAreUnreachableWhereNoFetcherAsksAny() {
    beats(asking("a", "OPEN", "PARKED"), asking("b", "OPEN"));
    assertThat(begun()).containsOnlyKeys("nodes evm-1");
    assertThat(begunAs("nodes evm-1").getMessage()).contains("endpoint-0, endpoint-1");

    pass(Duration.ofSeconds(5));
    beats(asking("b", "OPERATING"));

    assertThat(begun()).isEmpty();
    assertThat(ended("nodes evm-1")).isEqualTo("reachable");
  }

  @Test
  void nothingIsSaidOfTheEndOfWhatNobodyWasHeardOf() {
    beats();

    assertThat(conditions.ended("worker a", life.workers().orElseThrow(), now)).isEmpty();
    assertThat(conditions.ended("fleet evm-1", life.workers().orElseThrow(), now)).isEmpty();
  }

  private Map<String, LifecycleEvent> begun() {
    return conditions.begun(life.workers().orElseThrow().values(), now);
  }

  private LifecycleEvent begunAs(String key) {
    return Objects.requireNonNull(begun().get(key));
  }

  private String ended(String key) {
    return conditions.ended(key, life.workers().orElseThrow(), now).orElseThrow().getEvent();
  }

  private void pass(Duration time, Heartbeat... heard) {
    now = now.plus(time);
    beats(heard);
  }

  /// Takes in the planner's own heartbeat, and these.
  private void beats(Heartbeat... heard) {
    life.heard(worker("planner", "planner"));
    List.of(heard).forEach(life::heard);
  }

  private Heartbeat asking(String id, String... states) {
    var beat = worker(id, "fetcher");
    beat.setEndpoints(IntStream.range(0, states.length)
        .mapToObj(i -> EndpointReport.newBuilder().setEndpoint("endpoint-" + i)
            .setState(states[i]).setRate(1).setDemand(1).setRequests(0).setRefusals(0)
            .setLatencyMillis(1).setHead(1).build())
        .toList());
    return beat;
  }

  private Heartbeat worker(String id, String role) {
    return Heartbeat.newBuilder().setWorkerId(id).setRole(role).setState(WorkerState.RUNNING)
        .setLastBatch(0).setInFlight(0).setRows(0)
        .setChains(role.equals("fetcher") ? List.of("evm-1") : List.of())
        .setEndpoints(List.of()).setStartedAt(START).setUpdatedAt(now).setVersion(1)
        .setCreatedAt(now).setIsDeleted(false).build();
  }
}
