package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.faults.CallFault.EmptyLogs;
import io.gapless.simulator.evm.limits.Suggestion;
import org.junit.jupiter.api.Test;

class EvmFaultsTest {
  private static final EvmNodeOptions SOUND = EvmNodeOptions.defaults();

  @Test
  void namesEachFaultOnceAndDescribesItInALine() {
    assertThat(EvmFaults.all()).extracting(NamedFault::name).doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(EvmFaults.all()).extracting(NamedFault::description).doesNotContain("")
        .allMatch(line -> line.length() < 80 && !line.contains("\n"));
    assertThat(EvmFaults.all()).allMatch(
        fault -> fault.usual().isEmpty() || fault.description().matches(".*\\bN\\b.*"));
  }

  @Test
  void everyFaultMakesAnotherNodeOfEveryProfile() {
    for (String profile : EvmNodeProfile.names()) {
      EvmNodeOptions sound = EvmNodeProfile.named(profile).withBatchLimit(0)
          .withBehaviour(EvmNodeBehaviour.DEFAULT);
      for (NamedFault<EvmNodeOptions> fault : EvmFaults.all()) {
        assertThat(fault.applied(sound)).as(fault.name()).isNotEqualTo(sound);
      }
    }
  }

  @Test
  void takesANumberAndAddsUp() {
    var both = EvmFaults.applied("empty-logs=7", EvmFaults.applied("suggest-shifted", SOUND));

    assertThat(both.faults().faults()).containsExactly(new EmptyLogs(7));
    assertThat(both.limits().suggestion()).isEqualTo(Suggestion.SHIFTED);
  }

  @Test
  void refusesWhatIsNoFault() {
    assertThatThrownBy(() -> EvmFaults.applied("gremlins", SOUND))
        .hasMessageStartingWith("fault is none of [throttle, ").hasMessageEndingWith(": gremlins");
    assertThatThrownBy(() -> EvmFaults.applied("omit-logs=0", SOUND))
        .hasMessage("fault omit-logs wants another N: omit-logs=0");
    assertThatThrownBy(() -> EvmFaults.applied("omit-logs=many", SOUND))
        .hasMessage("fault omit-logs wants another N: omit-logs=many");
    assertThatThrownBy(() -> EvmFaults.applied("no-batches=2", SOUND))
        .hasMessage("fault no-batches takes no number: no-batches=2");
    assertThatThrownBy(() -> EvmNodeProfile.named("nobody"))
        .hasMessageStartingWith("profile is none of [alchemy-free, ");
  }

  @Test
  void scalesAProfileForAShortChain() {
    var caps = EvmNodeProfile.scaled("infura", 20).limits().caps();

    assertThat(caps.spanCap()).isEqualTo(500);
    assertThat(caps.resultCap()).isEqualTo(500);
    assertThat(EvmNodeProfile.scaled("alchemy-free", 20).limits().caps().spanCap()).isEqualTo(10);
    assertThat(EvmNodeProfile.scaled("alchemy-free", 20).limits().requestsPerSecond())
        .isEqualTo(160);
    assertThat(EvmNodeProfile.scaled("nitro", 20).limits().caps().spanCap()).isZero();
  }
}
