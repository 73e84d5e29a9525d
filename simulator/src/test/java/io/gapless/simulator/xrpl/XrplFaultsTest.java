package io.gapless.simulator.xrpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.simulator.NamedFault;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lie;
import io.gapless.simulator.xrpl.faults.LedgerFault.Lies;
import org.junit.jupiter.api.Test;

class XrplFaultsTest {
  private static final XrplNodeOptions SOUND = XrplNodeOptions.defaults();

  @Test
  void namesEachFaultOnceAndDescribesItInALine() {
    assertThat(XrplFaults.all()).extracting(NamedFault::name).doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9-]+"));
    assertThat(XrplFaults.all()).extracting(NamedFault::description).doesNotContain("")
        .allMatch(line -> line.length() < 80 && !line.contains("\n"));
    assertThat(XrplFaults.all()).allMatch(
        fault -> fault.usual().isEmpty() || fault.description().matches(".*\\bN\\b.*"));
    assertThat(XrplFaults.all())
        .allMatch(fault -> !fault.applied(SOUND).equals(SOUND));
  }

  @Test
  void takesANumberAndAddsUp() {
    var both = XrplFaults.applied("truncate=7", XrplFaults.applied("lag=3", SOUND));

    assertThat(both.faults().faults()).containsExactly(new Lies(Lie.TRUNCATE, 7));
    assertThat(both.lag()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsNoFault() {
    assertThatThrownBy(() -> XrplFaults.applied("gremlins", SOUND))
        .hasMessageStartingWith("fault is none of [truncate, ").hasMessageEndingWith(": gremlins");
    assertThatThrownBy(() -> XrplFaults.applied("truncate=0", SOUND))
        .hasMessage("fault truncate wants another N: truncate=0");
    assertThatThrownBy(() -> XrplFaults.applied("no-binary=2", SOUND))
        .hasMessage("fault no-binary takes no number: no-binary=2");
  }
}
