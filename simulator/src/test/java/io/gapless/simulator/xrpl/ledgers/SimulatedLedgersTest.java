package io.gapless.simulator.xrpl.ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.LedgerHeader;
import io.gapless.simulator.xrpl.encoding.Sha512Half;
import io.gapless.simulator.xrpl.encoding.TransactionTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedLedgersTest {
  private static final XrplLedgerOptions OPTIONS =
      XrplLedgerOptions.defaults().withCount(200).withTransactionsPerLedger(12);
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(OPTIONS);
  private final Sha512Half hash = new Sha512Half();

  @Test
  void theSameOptionsGiveTheSameLedgers() {
    var again = new SimulatedLedgers(OPTIONS);

    assertThat(again.hash(LEDGERS.lastIndex())).isEqualTo(LEDGERS.hash(LEDGERS.lastIndex()));
    assertThat(again.ledger(1_100).bytes()).isEqualTo(LEDGERS.ledger(1_100).bytes());
    assertThat(new SimulatedLedgers(OPTIONS.withSeed(2)).hash(LEDGERS.lastIndex()))
        .isNotEqualTo(LEDGERS.hash(LEDGERS.lastIndex()));
  }

  @Test
  void theLedgersOfASeedAreKnown() {
    // A change of this value changes what every test and demo sees.
    assertThat(hex(LEDGERS.hash(LEDGERS.lastIndex())))
        .isEqualTo("0D2C6172F3B2027B8D0AF9AD00B28FC90E393C0039785AC1DC8EC9B06B52D40E");
  }

  @Test
  void everyLedgerHasItsRootItsHashAndItsParent() {
    byte[] parent = LEDGERS.header(LEDGERS.firstIndex()).parentHash();
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      SimulatedLedger ledger = LEDGERS.ledger(index);

      assertThat(ledger.header().transactionHash())
          .isEqualTo(TransactionTree.root(hash, ledger.bytes()));
      assertThat(ledger.header().hash(hash)).isEqualTo(ledger.hash())
          .isEqualTo(LEDGERS.hash(index));
      assertThat(ledger.header().parentHash()).isEqualTo(parent);
      assertThat(ledger.bytes()).hasSize(LEDGERS.transactionCount(index)).isSorted();
      assertThat(LEDGERS.indexOf(ledger.hash())).isEqualTo(index);
      parent = ledger.hash();
    }
  }

  @Test
  void timeGoesOnAndDropsAreBurnt() {
    List<Instant> times = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      LedgerHeader header = LEDGERS.header(index);
      times.add(header.closedAt());
      totals.add(-header.totalDrops());
      if (index > LEDGERS.firstIndex()) {
        assertThat(header.parentCloseTime()).isEqualTo(LEDGERS.header(index - 1).closeTime());
      }
    }

    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(times.getFirst()).isEqualTo(OPTIONS.startTime());
    assertThat(totals).isSorted();
  }

  @Test
  void someLedgersAreEmptyAndSomeAreBursts() {
    List<Integer> counts = new ArrayList<>();
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      counts.add(LEDGERS.transactionCount(index));
    }

    assertThat(counts).contains(0).anyMatch(count -> count >= 72);
    assertThat(counts.stream().mapToInt(count -> count).average().orElseThrow())
        .isBetween(10.0, 14.0);
    int empty = counts.indexOf(0);
    assertThat(LEDGERS.header(LEDGERS.firstIndex() + empty).transactionHash()).containsOnly(0);
  }

  @Test
  void aForgedLedgerIsSoundButNotTheParentOfTheNext() {
    for (long index = LEDGERS.firstIndex(); index < LEDGERS.firstIndex() + 50; index++) {
      SimulatedLedger forged = LEDGERS.forged(index);

      assertThat(forged.header().hash(hash)).isEqualTo(forged.hash())
          .isNotEqualTo(LEDGERS.hash(index));
      assertThat(TransactionTree.root(hash, forged.bytes()))
          .isEqualTo(forged.header().transactionHash());
      assertThat(forged.header().parentHash()).isEqualTo(LEDGERS.header(index).parentHash());
    }
  }

  @Test
  void namesTheNetworkInTransactionsWhereItHasToBeNamed() {
    var main = new SimulatedLedgers(OPTIONS.withNetworkId(0).withCount(5));
    var form = new LedgerForm(true, true, false, LedgerForm.VERSION_1);
    long busy = busyLedger(main);

    assertThat(json(main.ledger(busy), form)).doesNotContain("NetworkID");
    assertThat(json(LEDGERS.ledger(busy), form)).contains("\"NetworkID\":900002");
  }

  @Test
  void refusesOptionsThatMakeNoLedgers() {
    assertThatThrownBy(() -> OPTIONS.withFirstIndex(0))
        .hasMessage("firstIndex is not in 1 to 4294967295 - count: 0");
    assertThatThrownBy(() -> OPTIONS.withCount(0)).hasMessage("count < 1: 0");
    assertThatThrownBy(() -> LEDGERS.ledger(999)).hasMessage("no ledger 999, only 1000-1199");
    assertThatThrownBy(() -> LedgerSpan.parse("5-4")).hasMessage("not ledgers: 5-4");
    assertThatThrownBy(() -> LedgerSpan.parse("a-b"))
        .hasMessage("ledgers are no range like 1000-1999: a-b");
  }

  private static long busyLedger(SimulatedLedgers ledgers) {
    long index = ledgers.firstIndex();
    while (ledgers.transactionCount(index) == 0) {
      index++;
    }
    return index;
  }

  private static String json(SimulatedLedger ledger, LedgerForm form) {
    ObjectNode json = LedgerJson.result(ledger, form);
    return json.toString();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
