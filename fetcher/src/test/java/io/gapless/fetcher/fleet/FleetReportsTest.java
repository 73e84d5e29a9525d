package io.gapless.fetcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gapless.chains.endpoint.FleetShares;
import io.gapless.schemas.record.EndpointReport;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetReportsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NODE = "node#01234567";

  private final FleetReports reports = new FleetReports();

  @Test
  void sharesInProportionToDemand() {
    reports.add(heartbeat("a", "one", 10, 20, NOW));
    reports.add(heartbeat("b", "two", 15, 30, NOW));

    assertThat(share("one").part()).isCloseTo(0.4, within(0.001));
    assertThat(share("two").part()).isCloseTo(0.6, within(0.001));
    assertThat(share("one").keeper()).isTrue();
    assertThat(share("two").keeper()).isFalse();
    assertThat(share("two").rate()).hasValue(24);
    assertThat(share("two").limit()).hasValue(25);
  }

  @Test
  void countsTheWorkersOfAProcessOnce() {
    reports.add(heartbeat("a-0", "one", 10, 20, NOW));
    reports.add(heartbeat("a-1", "one", 10, 20, NOW));
    reports.add(heartbeat("b", "two", 10, 20, NOW));

    assertThat(share("two").part()).isCloseTo(0.5, within(0.001));
  }

  @Test
  void leavesAllToTheOneThatIsLeft() {
    reports.add(heartbeat("a", "one", 10, 20, NOW));
    reports.add(heartbeat("b", "two", 10, 20, NOW.minusSeconds(20)));
    var left = heartbeat("c", "three", 10, 20, NOW);
    reports.add(left);
    left = Heartbeat.newBuilder(left).setState(WorkerState.LEFT).build();
    reports.add(left);

    assertThat(share("one")).isEqualTo(FleetShares.Share.ALL);
  }

  @Test
  void leavesSomethingToOneWithoutDemandSoThatItCanBegin() {
    reports.add(heartbeat("a", "one", 25, 50, NOW));
    reports.add(heartbeat("b", "two", 0, 0, NOW));

    assertThat(share("two").part()).isBetween(0.01, 0.1);
    assertThat(share("stranger").part()).isBetween(0.01, 0.1);
  }

  @Test
  void tellsHowManyRequestsOfTheOthersWereThrottledPerSecond() {
    reports.add(heartbeat("a", "one", 10, 20, NOW.minusSeconds(5), 7));
    reports.add(heartbeat("b", "two", 10, 20, NOW.minusSeconds(5), 3));
    assertThat(share("one").othersThrottled()).isZero();

    reports.add(heartbeat("a", "one", 10, 20, NOW, 8));
    reports.add(heartbeat("b", "two", 10, 20, NOW, 13));

    assertThat(share("one").othersThrottled()).isCloseTo(2, within(0.001));
    assertThat(share("one").othersUsed()).isCloseTo(10, within(0.001));
  }

  private FleetShares.Share share(String process) {
    return FleetShares.of(process, reports.of(NODE), NOW);
  }

  private static Heartbeat heartbeat(String worker, String process, double used, double demand,
      Instant at) {
    return heartbeat(worker, process, used, demand, at, 0);
  }

  private static Heartbeat heartbeat(String worker, String process, double used, double demand,
      Instant at, long throttled) {
    var report = EndpointReport.newBuilder().setEndpoint(NODE).setState("OPERATING").setRate(10)
        .setUsed(used).setDemand(demand).setFleetRate(24).setLimit(25).setRequests(1)
        .setRefusals(throttled)
        .setErrors(Map.of("THROTTLED", throttled)).setLatencyMillis(1).setHead(1).build();
    return Heartbeat.newBuilder().setWorkerId(worker).setRole("fetcher")
        .setState(WorkerState.RUNNING).setLastBatch(0).setInFlight(0).setRows(0)
        .setChains(List.of("evm-1")).setEndpoints(List.of(report)).setProcess(process)
        .setStartedAt(NOW.minusSeconds(100)).setUpdatedAt(at).setVersion(1).setCreatedAt(at)
        .setIsDeleted(false).build();
  }
}
