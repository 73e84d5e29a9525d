package io.gapless.cli.realchain.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.BlockRange;
import io.gapless.cli.realchain.CommandRun;
import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.SharedStack;
import io.gapless.simulator.xrpl.XrplSimulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ledgers of the main network, against what the recordings say and what others decode from them.
@ExtendWith(SharedStack.class)
class RecordedLedgersIT {

  static List<BlockRange> runs() throws IOException {
    return RecordedLedgers.read().runs();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyLedgerIsProvenAndEveryPaymentIsThere(BlockRange run, DataFolder data)
      throws IOException {
    var recorded = RecordedLedgers.read();

    CommandRun ended;
    try (var server = XrplSimulator.ofRecordings(recorded.folder())) {
      ended = data.backfillLedgers(server.url().toString(), run.first(), run.last());
    }

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.json().path("verdicts").path("ROOT").asLong()).isEqualTo(run.size());
    var where = " WHERE chain = 'xrpl-0' AND ledger_index BETWEEN " + run.first() + " AND "
        + run.last();
    assertThat(data.clickHouse().query("SELECT concat(tx_hash, ' ', result)"
        + " FROM xrpl_payments_hex" + where, row -> row.getString(1)))
        .containsExactlyInAnyOrderElementsOf(recorded.payments(run));
    assertThat(data.clickHouse().query("SELECT tx_hash, account, destination, delivered_value,"
        + " delivered_currency FROM xrpl_payments_hex" + where
        + " AND isNotNull(delivered_value)",
        row -> new RecordedLedgers.Payment(row.getString(1), row.getString(2), row.getString(3),
            new BigDecimal(row.getString(4)).stripTrailingZeros(), row.getString(5))))
        .containsAll(recorded.ofAnotherProject(run));
    assertThat(data.clickHouse().query("SELECT count() FROM xrpl_ledgers" + where,
        row -> row.getLong(1))).containsExactly(run.size());
  }
}
