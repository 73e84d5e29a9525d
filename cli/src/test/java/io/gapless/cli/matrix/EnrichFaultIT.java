package io.gapless.cli.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.SharedStack;
import io.gapless.cli.truth.TransactionRows;
import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// `gapless enrich` with two nodes: one that takes 25 calls a second, and one with a fault. The table
/// equals the chain, whatever the fault, and no block is read again without a reason.
@ExtendWith(SharedStack.class)
class EnrichFaultIT {

  private static final int LIMIT = 25;
  private static final int FIRST_CHAIN = 950_000;
  /// A fault that begins at block 100 has something before it and behind it.
  private static final int BLOCKS = 150;
  /// Of the faults, so many are one in the short form.
  private static final int EVERY = 14;
  private static final int MANY_BLOCKS = Boolean.getBoolean("gapless.chaos") ? 8_500 : 1_000;

  @Test
  @DisabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "all faults run instead")
  void someFaults(DataFolder folder) {
    check(folder, EVERY);
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void everyFault(DataFolder folder) {
    check(folder, 1);
  }

  /// 100,000 transactions with `-Pchaos`.
  @Test
  void manyTransactionsWithSeveralFaultsAtOnce(DataFolder folder) {
    var chain = chain(FIRST_CHAIN - 1, MANY_BLOCKS);
    var done = enrich(folder, chain, node -> List.of("errors=50", "throttle=50", "truncated=50",
        "reset=100", "omit-logs=5000").stream()
        .reduce(node, (options, fault) -> EvmFaults.applied(fault, options), (one, _) -> one));

    System.out.println(done);
    assertThat(done.path("blocks").asLong()).isBetween((long) MANY_BLOCKS - 1,
        MANY_BLOCKS * 11L / 10);
    assertThat(done.path("requests_per_transaction").asDouble()).isLessThan(0.15);
  }

  private static void check(DataFolder folder, int every) {
    var complaints = new ArrayList<String>();
    var faults = EvmFaults.all().stream().map(NamedFault::name)
        .filter(name -> !name.equals("wrong-chain-id")).toList();
    for (int i = 0; i < faults.size(); i += every) {
      var fault = faults.get(i);
      try {
        var done = enrich(folder, chain(FIRST_CHAIN + i, BLOCKS),
            node -> EvmFaults.applied(fault, node));
        System.out.println(fault + ": " + done.path("duration_seconds") + " s, "
            + done.path("requests_per_transaction") + " requests a transaction, "
            + done.path("blocks") + " of " + BLOCKS + " blocks read");
      } catch (AssertionError e) {
        complaints.add(fault + ": " + e.getMessage());
      }
    }
    assertThat(complaints).isEmpty();
  }

  private static SimulatedChain chain(int id, int blocks) {
    return new SimulatedChain(EvmChainOptions.defaults().withChainId(id).withBlocks(blocks));
  }

  /// Enriches a chain, and fails where the table does not equal it.
  private static JsonNode enrich(DataFolder folder, SimulatedChain chain,
      UnaryOperator<EvmNodeOptions> faults) {
    long wanted = new TransactionTruth(chain).count();
    folder.clickHouse().createTables();
    var rows = new TransactionRows(folder.clickHouse(), chain);
    rows.insertTransfers(0, chain.head());
    try (
        var limited =
            EvmSimulator.start(chain, EvmNodeOptions.defaults().withRequestsPerSecond(LIMIT));
        var faulty = EvmSimulator.start(chain, faults.apply(EvmNodeOptions.defaults()))) {
      var run = folder.enrich(List.of(faulty.url().toString(), limited.url().toString()));
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.json().path("missing").asLong()).isEqualTo(wanted);
      assertThat(run.json().path("processed").asLong()).isEqualTo(wanted);
      rows.assertEqual();
      return run.json();
    }
  }
}
