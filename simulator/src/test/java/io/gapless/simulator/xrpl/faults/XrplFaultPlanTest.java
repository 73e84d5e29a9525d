package io.gapless.simulator.xrpl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.xrpl.faults.LedgerFault.Lie;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lies;
import io.gapless.simulator.xrpl.faults.TransportFault.Way;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class XrplFaultPlanTest {
  private static final Lies TRUNCATE = new Lies(Lie.TRUNCATE, 200);

  @Test
  void happensOnceInEveryNChancesAtPlacesThatTheSeedDecides() {
    var plan = new XrplFaultPlan(1, List.of(TRUNCATE));

    List<Long> places = places(plan);

    assertThat(places).hasSize(10).isEqualTo(places(plan))
        .isNotEqualTo(places(plan.withSeed(2)));
    assertThat(places).extracting(place -> place / 200)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(places).extracting(place -> place % 200).doesNotHaveDuplicates();
  }

  @Test
  void eachFaultHasChancesOfItsOwn() {
    var stall = new TransportFault(Way.STALL, 1);
    var chances = new Chances(new XrplFaultPlan(1, List.of(TRUNCATE, stall)));

    assertThat(chances.next(TransportFault.class, _ -> true)).hasValueSatisfying(
        taken -> assertThat(taken.fault()).isEqualTo(stall));
    assertThat(chances.next(Lies.class, _ -> false)).isEmpty();
  }

  @Test
  void refusesARateThatIsNone() {
    assertThatThrownBy(() -> new Lies(Lie.FORGE, 0)).hasMessage("oneIn < 1: 0");
  }

  private static List<Long> places(XrplFaultPlan plan) {
    return LongStream.range(0, 2_000).filter(number -> plan.happens(TRUNCATE, number)).boxed()
        .toList();
  }
}
