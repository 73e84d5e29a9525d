package io.gapless.chains.endpoint;

import static io.gapless.chains.endpoint.Allowance.bucket;
import static io.gapless.chains.endpoint.Allowance.windows;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Governors against nodes in virtual time.
class GovernorTest {

  private static final long SECOND = 1_000_000_000L;

  static Stream<Arguments> limitedNodes() {
    return Stream.of(5.0, 25.0, 100.0, 330.0).flatMap(rate -> Stream.of(
        Arguments.of("bucket of a second", rate, bucket(rate, rate), Duration.ofMillis(80),
            Optional.empty()),
        Arguments.of("bucket of ten seconds", rate, bucket(rate, 10 * rate), Duration.ofMillis(80),
            Optional.empty()),
        Arguments.of("fixed windows", rate, windows((int) (double) rate), Duration.ofMillis(30),
            Optional.empty()),
        Arguments.of("slow, Retry-After 1 s", rate, bucket(rate, rate), Duration.ofMillis(200),
            Optional.of(Duration.ofSeconds(1)))));
  }

  @ParameterizedTest
  @MethodSource("limitedNodes")
  void usesWhatTheNodeAllowsAndIsHardlyEverThrottled(
      String kind, double allowed, Allowance node, Duration latency,
      Optional<Duration> retryAfter) {
    var run = new Run(node, latency, retryAfter);

    run.until(30 * SECOND);
    Counts early = run.counts();
    run.until(330 * SECOND);
    Counts late = run.counts().minus(early);

    assertThat(late.accepted / 300.0).as(kind + " at " + allowed)
        .isGreaterThanOrEqualTo(0.95 * allowed);
    assertThat((double) late.throttled / late.sent()).as(kind + " throttled").isLessThan(0.01);
  }

  @Test
  void growsToTheConcurrencyThatAnUnlimitedNodeTakes() {
    var run = new Run((calls, now) -> true, Duration.ofMillis(20), Optional.empty());

    run.until(20 * SECOND);
    Counts early = run.counts();
    run.until(30 * SECOND);

    assertThat(run.counts().minus(early).accepted / 10.0).isGreaterThan(5000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2, 0.5})
  void goesOnWhereRequestsAreRefusedWhateverTheirRateIs(double part) {
    var chance = new Random(3);
    var run = new Run((calls, now) -> chance.nextDouble() >= part, Duration.ofMillis(20),
        Optional.empty());

    run.until(60 * SECOND);
    Counts early = run.counts();
    run.until(120 * SECOND);

    assertThat(run.counts().minus(early).accepted / 60.0).isGreaterThan(2500);
  }

  @ParameterizedTest
  @ValueSource(doubles = {25, 330})
  void findsALimitWhereSomeAreRefusedAtAnyRate(double allowed) {
    var chance = new Random(3);
    var bucket = bucket(allowed, allowed);
    var run = new Run((calls, now) -> chance.nextDouble() >= 0.2 && bucket.admits(calls, now),
        Duration.ofMillis(80), Optional.empty());

    run.until(60 * SECOND);
    Counts early = run.counts();
    run.until(360 * SECOND);
    Counts late = run.counts().minus(early);

    assertThat(late.accepted / 300.0).isGreaterThan(0.6 * allowed);
    assertThat((double) late.throttled / late.sent()).isLessThan(0.45);
  }

  @Test
  void followsALimitThatIsRaised() {
    var low = bucket(25, 25);
    var high = bucket(50, 50);
    var run = new Run(
        (calls, now) -> (now < 60 * SECOND ? low : high).admits(calls, now),
        Duration.ofMillis(80), Optional.empty());

    run.until(300 * SECOND);
    Counts early = run.counts();
    run.until(360 * SECOND);

    assertThat(run.counts().minus(early).accepted / 60.0).isGreaterThan(45);
  }

  @Test
  void followsALimitThatIsLowered() {
    var low = bucket(10, 10);
    var high = bucket(50, 50);
    var run = new Run(
        (calls, now) -> (now < 60 * SECOND ? high : low).admits(calls, now),
        Duration.ofMillis(80), Optional.empty());

    run.until(90 * SECOND);
    Counts early = run.counts();
    run.until(150 * SECOND);
    Counts late = run.counts().minus(early);

    assertThat(late.accepted / 60.0).isGreaterThan(9.5);
    assertThat((double) late.throttled / late.sent()).isLessThan(0.01);
  }

  @Test
  void leavesTheNodeAloneForAsLongAsItAsks() {
    var governor = new Governor(GovernorSettings.DEFAULT, 0);
    governor.sent(1, 0);

    governor.refused(new Refusal.Throttled(Optional.of(Duration.ofSeconds(9)), Said.of("")), 1, 0,
        SECOND);

    assertThat(governor.waitNanos(SECOND)).isEqualTo(9 * SECOND);
    assertThat(governor.waitNanos(10 * SECOND)).isZero();
  }

  @Test
  void opensTheCircuitAfterRepeatedFailureAndProbesWithOneRequest() {
    var governor = new Governor(GovernorSettings.DEFAULT, 0);
    fail(governor, 5, 0);

    assertThat(governor.state()).isEqualTo(EndpointState.OPEN);
    assertThat(governor.waitNanos(0)).isEqualTo(SECOND);

    governor.sent(1, SECOND);
    assertThat(governor.waitNanos(SECOND)).isEqualTo(Long.MAX_VALUE);
    governor.refused(new Refusal.ServerFault(Said.of("")), 1, SECOND, SECOND);
    assertThat(governor.waitNanos(SECOND)).isEqualTo(2 * SECOND);

    governor.sent(1, 3 * SECOND);
    governor.succeeded(1, 3 * SECOND, 4 * SECOND);
    assertThat(governor.state()).isEqualTo(EndpointState.OPERATING);
    assertThat(governor.waitNanos(4 * SECOND)).isZero();
  }

  @Test
  void parksAnEndpointWhosePlanIsUsedUp() {
    var governor = new Governor(GovernorSettings.DEFAULT, 0);
    governor.sent(1, 0);

    governor.refused(new Refusal.Billing(Said.of("")), 1, 0, 0);

    assertThat(governor.state()).isEqualTo(EndpointState.PARKED);
    assertThat(governor.waitNanos(0)).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void asksLessAtOnceWhereTheNodeSaysSo() {
    var governor = new Governor(GovernorSettings.DEFAULT, 0);
    double rate = governor.rate();
    governor.sent(1, 0);

    governor.refused(
        new Refusal.Throttled(Optional.empty(), Said.of("too many concurrent requests")), 1, 0, 1);

    assertThat(governor.maxInFlight()).isEqualTo(5);
    assertThat(governor.rate()).isEqualTo(rate);
  }

  private static void fail(Governor governor, int times, long now) {
    for (int i = 0; i < times; i++) {
      governor.sent(1, now);
      governor.refused(new Refusal.ServerFault(Said.of("")), 1, now, now);
    }
  }

  record Counts(long accepted, long throttled) {
    long sent() {
      return accepted + throttled;
    }

    Counts minus(Counts earlier) {
      return new Counts(accepted - earlier.accepted, throttled - earlier.throttled);
    }
  }

  /// Always another request to send; answers come after a latency that varies by a third.
  private static final class Run {

    private record Answer(long sentAt, long at, boolean accepted) {}

    private final Allowance node;
    private final Duration latency;
    private final Optional<Duration> retryAfter;
    private final Governor governor = new Governor(GovernorSettings.DEFAULT, 0);
    private final PriorityQueue<Answer> underWay =
        new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    private final Random random = new Random(7);
    private long now;
    private long accepted;
    private long throttled;

    Run(Allowance node, Duration latency, Optional<Duration> retryAfter) {
      this.node = node;
      this.latency = latency;
      this.retryAfter = retryAfter;
    }

    void until(long end) {
      while (now < end) {
        long wait = governor.waitNanos(now);
        if (wait == 0) {
          send();
          continue;
        }
        long answerAt = underWay.isEmpty() ? Long.MAX_VALUE : underWay.element().at;
        // threads wake up to a millisecond late
        long wakeAt =
            wait == Long.MAX_VALUE ? Long.MAX_VALUE : now + wait + random.nextInt(1_000_000);
        now = Math.min(answerAt, wakeAt);
        while (!underWay.isEmpty() && underWay.element().at <= now) {
          receive(underWay.remove());
        }
      }
    }

    Counts counts() {
      return new Counts(accepted, throttled);
    }

    private void send() {
      governor.sent(1, now);
      boolean admitted = node.admits(1, now);
      long nanos = admitted ? latency.toNanos() : latency.toNanos() / 4;
      underWay.add(new Answer(now, now + nanos * (100 + random.nextInt(33)) / 100, admitted));
    }

    private void receive(Answer answer) {
      if (answer.accepted) {
        accepted++;
        governor.succeeded(1, answer.sentAt, answer.at);
      } else {
        throttled++;
        governor.refused(new Refusal.Throttled(retryAfter, Said.of("429")), 1, answer.sentAt,
            answer.at);
      }
    }
  }
}
