package io.gapless.cli.ledgers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.demo.XrplTables;
import io.gapless.cli.realchain.CommandRun;
import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.SharedStack;
import io.gapless.simulator.xrpl.XrplFaults;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Backfills of simulated ledgers, whose tables have to be those of the ledgers, row by row.
@ExtendWith(SharedStack.class)
class XrplBackfillIT {

  @Test
  void mendsWhatAServerLeavesOutAndAsksNobodyForWhatItDoesNotHave(DataFolder data) {
    var ledgers = ledgers(900_301, 600);
    long middle = ledgers.firstIndex() + 250;
    try (
        var early = XrplSimulator.start(ledgers, XrplNodeOptions.defaults()
            .withHistory(ledgers.firstIndex() + "-" + middle));
        var late = XrplSimulator.start(ledgers, XrplNodeOptions.defaults()
            .withHistory((middle + 1) + "-" + ledgers.lastIndex()));
        var forgetful = XrplSimulator.start(ledgers,
            XrplFaults.applied("truncate=20", XrplNodeOptions.defaults()))) {

      var run = backfill(data, ledgers, List.of(early, late, forgetful));

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.json().path("verdicts").path("ROOT").asLong()).isEqualTo(600);
      assertThat(new XrplTables(data.clickHouse(), ledgers).differences()).isEmpty();
      assertThat(forgetful.stats().faultsInAll()).isPositive();
      assertThat(List.of(early, late, forgetful)).allSatisfy(
          server -> assertThat(server.stats().requestsNotClaimed()).isZero());
    }
  }

  @Test
  void findsLedgersOfAnotherChainByTheirNeighboursInOtherLeaves(DataFolder data) {
    var ledgers = ledgers(900_302, 300);
    try (
        var honest = XrplSimulator.start(ledgers, XrplNodeOptions.defaults());
        var forger = XrplSimulator.start(ledgers,
            XrplFaults.applied("forge=10", XrplNodeOptions.defaults()))) {

      var run = backfill(data, ledgers, List.of(forger, honest), "--range-size", "3");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(new XrplTables(data.clickHouse(), ledgers).differences()).isEmpty();
      assertThat(forger.stats().faultsInAll()).isPositive();
    }
  }

  @Test
  void namesTheLedgersThatNobodyHas(DataFolder data) {
    var ledgers = ledgers(900_303, 100);
    long first = ledgers.firstIndex();
    try (var holed = XrplSimulator.start(ledgers, XrplNodeOptions.defaults()
        .withHistory(first + "-" + (first + 39) + "," + (first + 45) + "-" + (first + 99)))) {

      var run = backfill(data, ledgers, List.of(holed), "--range-size", "5", "--max-attempts",
          "1");

      assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
      var gaps = run.json().path("gaps");
      assertThat(gaps).hasSize(1);
      assertThat(gaps.get(0).path("first").asLong()).isEqualTo(first + 40);
      assertThat(gaps.get(0).path("last").asLong()).isEqualTo(first + 44);
      assertThat(gaps.get(0).path("reason").asText())
          .contains("no server says that it has ledger " + (first + 40));
      assertThat(run.json().path("blocks_covered").asLong()).isEqualTo(95);
      assertThat(holed.stats().requestsNotClaimed()).isZero();
    }
  }

  private static SimulatedLedgers ledgers(long networkId, int count) {
    return new SimulatedLedgers(XrplLedgerOptions.defaults().withNetworkId(networkId)
        .withCount(count).withTransactionsPerLedger(12));
  }

  private static CommandRun backfill(DataFolder data, SimulatedLedgers ledgers,
      List<XrplSimulator> servers, String... options) {
    return data.backfillLedgers(
        servers.stream().map(server -> server.url().toString()).collect(Collectors.joining(",")),
        ledgers.firstIndex(), ledgers.lastIndex(), options);
  }
}
