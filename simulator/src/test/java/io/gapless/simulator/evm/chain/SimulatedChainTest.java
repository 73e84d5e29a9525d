package io.gapless.simulator.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulatedChainTest {
  private static final EvmChainOptions OPTIONS = EvmChainOptions.defaults().withBlocks(300);

  @Test
  void hasTheSameHashesForeverForTheSameOptions() {
    var chain = new SimulatedChain(OPTIONS);

    // A new value here means that every recorded run of an older release is void.
    assertThat(HexFormat.of().formatHex(chain.hash(chain.head())))
        .isEqualTo("56780c08dd1196a02be6b3898517a7c8aa24642e7c63852b3e8ba97ca61d940b");
  }

  @Test
  void hasOtherHashesForAnotherSeed() {
    var chain = new SimulatedChain(OPTIONS);
    var other = new SimulatedChain(OPTIONS.withSeed(2));

    assertThat(other.hash(0)).isNotEqualTo(chain.hash(0));
    assertThat(other.header(5).receiptsRoot()).isNotEqualTo(chain.header(5).receiptsRoot());
  }

  @Test
  void beginsLikeALongerChainOfTheSameSeed() {
    var chain = new SimulatedChain(OPTIONS);
    var longer = new SimulatedChain(OPTIONS.withBlocks(400));

    assertThat(longer.hash(299)).isEqualTo(chain.hash(299));
  }

  @Test
  void holdsAboutAsManyTransfersAsAskedFor() {
    var chain = new SimulatedChain(OPTIONS.withBlocks(2_000));

    long transfers = new Truth(chain).summary().transfers();

    assertThat(transfers / 2_000.0).isBetween(23.5, 26.5);
  }

  @Test
  void hasEmptyBlocksAndVeryBusyOnes() {
    var chain = new SimulatedChain(OPTIONS.withBlocks(1_000));

    var counts = LongStream.rangeClosed(1, chain.head()).map(chain::logCount).summaryStatistics();

    assertThat(counts.getMin()).isZero();
    assertThat(counts.getMax()).isGreaterThan(150);
  }

  @Test
  void keepsTimeInWholeSlotsAndMissesSome() {
    var chain = new SimulatedChain(OPTIONS.withBlockTime(Duration.ofSeconds(2))
        .withGenesisTime(Instant.parse("2024-02-28T23:59:00Z")));

    var steps = LongStream.rangeClosed(1, chain.head())
        .map(number -> chain.timestamp(number) - chain.timestamp(number - 1)).boxed().toList();

    assertThat(Instant.ofEpochSecond(chain.timestamp(0))).isEqualTo("2024-02-28T23:59:00Z");
    assertThat(steps).containsOnly(2L, 4L);
  }

  @Test
  void findsBlocksAndTransactionsByHash() {
    var chain = new SimulatedChain(OPTIONS);
    byte[] hashes = chain.transactionHashes(17);
    int last = chain.transactionCount(17) - 1;
    byte[] hash = Arrays.copyOfRange(hashes, last * 32, last * 32 + 32);

    assertThat(chain.numberOf(chain.hash(17))).isEqualTo(17);
    assertThat(chain.blockOf(hash)).isEqualTo(17);
    assertThat(chain.indexOf(hash)).isEqualTo(last);
    assertThat(chain.blockOf(chain.hash(17))).isEqualTo(-1);
  }

  @Test
  void keepsWhatLiesBelowAReorganisationAndReplacesTheRest() {
    var chain = new SimulatedChain(OPTIONS);

    var branch = chain.reorganised(200, 1);

    for (long number = 0; number < 200; number++) {
      assertThat(branch.hash(number)).isEqualTo(chain.hash(number));
    }
    for (long number = 200; number <= chain.head(); number++) {
      assertThat(branch.hash(number)).isNotEqualTo(chain.hash(number));
      assertThat(branch.header(number).parentHash()).isEqualTo(branch.hash(number - 1));
      assertThat(branch.numberOf(chain.hash(number))).isEqualTo(-1);
      assertThat(branch.numberOf(branch.hash(number))).isEqualTo(number);
    }
    assertThat(branch.head()).isEqualTo(chain.head());
  }

  @Test
  void hasTheSameBranchForTheSameSeedAndAnotherForAnother() {
    var chain = new SimulatedChain(OPTIONS);

    assertThat(chain.reorganised(200, 1).hash(299))
        .isEqualTo(new SimulatedChain(OPTIONS).reorganised(200, 1).hash(299))
        .isNotEqualTo(chain.reorganised(200, 2).hash(299));
  }

  @Test
  void isReorganisedAgainAboveAndBelowAnEarlierBranch() {
    var chain = new SimulatedChain(OPTIONS);
    var once = chain.reorganised(200, 1);

    var above = once.reorganised(250, 2);
    var below = once.reorganised(150, 2);

    assertThat(above.hash(249)).isEqualTo(once.hash(249)).isNotEqualTo(chain.hash(249));
    assertThat(above.hash(250)).isNotEqualTo(once.hash(250));
    assertThat(below.hash(149)).isEqualTo(chain.hash(149));
    assertThat(below.hash(150)).isNotEqualTo(chain.hash(150));
  }

  @Test
  void tellsTheTruthOfEachBranch() {
    var chain = new SimulatedChain(OPTIONS);
    var branch = chain.reorganised(200, 1);

    assertThat(new Truth(branch).summary(0, 199)).isEqualTo(new Truth(chain).summary(0, 199));
    assertThat(new Truth(branch).summary(200, 299))
        .isNotEqualTo(new Truth(chain).summary(200, 299));
  }

  @Test
  void refusesToReorganiseTheGenesisBlock() {
    var chain = new SimulatedChain(OPTIONS);

    assertThatThrownBy(() -> chain.reorganised(0, 1))
        .hasMessage("firstBlock is not in 1 to 299: 0");
  }

  @Test
  void refusesOptionsThatMakeNoChain() {
    assertThatThrownBy(() -> OPTIONS.withBlocks(0)).hasMessage("blocks < 1: 0");
    assertThatThrownBy(() -> OPTIONS.withBlockTime(Duration.ofMillis(1_500)))
        .hasMessage("blockTime is not in whole seconds: PT1.5S");
  }
}
