package io.gapless.chains.endpoint;

import static io.gapless.chains.endpoint.Allowance.bucket;
import static io.gapless.chains.endpoint.Allowance.sliding;
import static io.gapless.chains.endpoint.Allowance.windows;
import static io.gapless.chains.endpoint.FleetModel.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.FleetModel.Counts;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Several processes at one node, in virtual time. Where chance has a part in it, the mean of some
/// runs counts.
class FleetBudgetTest {

  private static final int SEEDS = 4;
  /// A batch of `eth_getLogs` and the header of the last block.
  private static final int PAIR = 2;

  private static final List<String> KINDS =
      List.of("small bucket", "bucket", "large bucket", "windows");

  static Stream<Arguments> nodes() {
    return KINDS.stream()
        .flatMap(kind -> Stream.of(Arguments.of(kind, 25), Arguments.of(kind, 100)));
  }

  static Stream<Arguments> fleets() {
    return KINDS.stream().flatMap(kind -> Stream.concat(fleets(kind, 25), fleets(kind, 100)));
  }

  /// Where a node takes so little at once that it matters who comes when, pairs of many processes are
  /// refused far below its rate already.
  private static Stream<Arguments> fleets(String kind, int allowed) {
    boolean collide = allowed == 25
        && Set.of("small bucket", "windows", "sliding").contains(kind);
    return Stream.of(1, 2, 3, 8).flatMap(processes -> Stream.of(1, PAIR)
        .filter(calls -> !collide || processes < 8 || calls == 1)
        .map(calls -> Arguments.of(kind, allowed, processes, calls)));
  }

  private static Allowance node(String kind, int rate) {
    return switch (kind) {
      case "small bucket" -> bucket(rate, rate / 5.0);
      case "bucket" -> bucket(rate, rate);
      case "large bucket" -> bucket(rate, 10.0 * rate);
      case "windows" -> windows(rate);
      case "sliding" -> sliding(rate);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @MethodSource("fleets")
  void processesUseTheLimitTogether(String kind, int allowed, int processes, int calls) {
    var use = use(kind, allowed, processes, calls, 0);

    assertThat(use.part).isGreaterThanOrEqualTo(0.95);
    assertThat(use.throttled).isLessThan(0.01);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void restsLeaveNothingUnused(String kind, int allowed) {
    var use = use(kind, allowed, 3, PAIR, 0.1);

    assertThat(use.part).isGreaterThanOrEqualTo(0.95);
    assertThat(use.throttled).isLessThan(0.01);
  }

  /// Where no second may hold more, whoever keeps an even pace beside others collides a little below
  /// the limit already.
  @ParameterizedTest
  @MethodSource("slidingFleets")
  void staysALittleFartherBelowWhereAnySecondCounts(String kind, int allowed, int processes,
      int calls) {
    var use = use(kind, allowed, processes, calls, 0);

    assertThat(use.part).isGreaterThanOrEqualTo(processes == 8 ? 0.88 : 0.92);
    assertThat(use.throttled).isLessThan(0.01);
  }

  static Stream<Arguments> slidingFleets() {
    return Stream.concat(fleets("sliding", 25), fleets("sliding", 100));
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void unevenDemandLeavesNothingUnused(String kind, int allowed) {
    var fleet = new FleetModel(node(kind, allowed), PAIR, 7);
    fleet.add("a", 1, 0);
    fleet.add("b", 24, 2 * SECOND);
    fleet.add("c", 6, 3 * SECOND);

    usesTheWholeLimit(fleet, allowed, 30, 330);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void theOthersTakeOverTheShareOfOneThatDies(String kind, int allowed) {
    var fleet = new FleetModel(node(kind, allowed), PAIR, 7);
    fleet.add("a", 16, 0);
    fleet.add("b", 16, SECOND);
    fleet.add("c", 16, SECOND);
    fleet.until(60 * SECOND);

    fleet.kill("a");

    usesTheWholeLimit(fleet, allowed, 80, 380);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void whatOneNoLongerNeedsTheOthersUse(String kind, int allowed) {
    var fleet = new FleetModel(node(kind, allowed), PAIR, 7);
    fleet.add("a", 16, 0);
    fleet.add("b", 16, SECOND);
    fleet.until(60 * SECOND);

    fleet.demand("a", 0);

    usesTheWholeLimit(fleet, allowed, 75, 375);
  }

  /// @param part of what the node allows that was used
  /// @param throttled part of the requests that were throttled
  private record Use(double part, double throttled) {
    static Use of(Counts counts, double allowed) {
      return new Use(counts.accepted() / allowed, (double) counts.throttled() / counts.sent());
    }
  }

  private static Use use(String kind, int allowed, int processes, int calls,
      double resting) {
    double part = 0;
    double throttled = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var fleet = new FleetModel(node(kind, allowed), calls, seed);
      var starts = new Random(seed);
      for (int process = 0; process < processes; process++) {
        // So many that they have more to ask than the node allows.
        int wanted = Math.max(16, allowed / 4);
        fleet.add("p" + process, wanted, starts.nextLong(2 * SECOND), resting);
      }
      fleet.until(30 * SECOND);
      Counts early = fleet.counts();
      fleet.until(330 * SECOND);
      var use = Use.of(fleet.counts().minus(early), 300.0 * allowed);
      part += use.part / SEEDS;
      throttled += use.throttled / SEEDS;
    }
    return new Use(part, throttled);
  }

  private static void usesTheWholeLimit(FleetModel fleet, int allowed, int from, int to) {
    fleet.until(from * SECOND);
    Counts early = fleet.counts();
    fleet.until(to * SECOND);
    var use = Use.of(fleet.counts().minus(early), (double) (to - from) * allowed);

    assertThat(use.part).isGreaterThanOrEqualTo(0.95);
    assertThat(use.throttled).isLessThan(0.01);
  }
}
