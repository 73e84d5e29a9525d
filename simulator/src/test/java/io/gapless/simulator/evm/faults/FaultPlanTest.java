package io.gapless.simulator.evm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.evm.faults.LogFault.OmitLogs;
import io.gapless.simulator.evm.faults.LogFault.Place;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final EvmFault FAULT = new OmitLogs(50, Place.LOGS);
  private static final FaultPlan PLAN = FaultPlan.NONE.with(FAULT);

  @Test
  void happensAboutAsOftenAsAsked() {
    assertThat(places(PLAN).count()).isBetween(1_800L, 2_200L);
  }

  @Test
  void happensAtTheSamePlacesEveryTime() {
    assertThat(places(PLAN).toArray()).isEqualTo(places(FaultPlan.NONE.with(FAULT)).toArray());
  }

  @Test
  void happensAtOtherPlacesForAnotherSeed() {
    long both = places(PLAN).filter(block -> PLAN.withSeed(2).happens(FAULT, 50, block, 3)).count();

    assertThat(both).isLessThan(80);
  }

  @Test
  void happensAlwaysWhereItIsOneInOne() {
    assertThat(LongStream.range(0, 1_000).allMatch(block -> PLAN.happens(FAULT, 1, block, 0)))
        .isTrue();
  }

  @Test
  void refusesARateBelowOne() {
    assertThatThrownBy(() -> new OmitLogs(0, Place.LOGS)).hasMessage("oneIn < 1: 0");
  }

  private static LongStream places(FaultPlan plan) {
    return LongStream.range(0, 100_000).filter(block -> plan.happens(FAULT, 50, block, 3));
  }
}
