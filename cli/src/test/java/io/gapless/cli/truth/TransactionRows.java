package io.gapless.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.simulator.evm.chain.SimulatedChain;
import io.gapless.simulator.evm.chain.TransactionTruth;
import io.gapless.simulator.evm.chain.TransactionTruthRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The table of enriched transactions beside what a chain holds, row by row.
public record TransactionRows(ClickHouse clickHouse, SimulatedChain chain) {

  private static final int BLOCKS_AT_ONCE = 300;
  private static final int ROWS_AT_ONCE = 5_000;
  private static final String LINE = "arrayStringConcat([toString(block_number),"
      + " toString(toUnixTimestamp(block_time)), block_hash, tx_hash, toString(tx_index),"
      + " toString(tx_type), from_address, ifNull(to_address, ''), ifNull(contract_address, ''),"
      + " toString(nonce), toString(value), ifNull(toString(status), ''), toString(gas_limit),"
      + " toString(gas_used), ifNull(toString(gas_price), ''), ifNull(toString(burned_fees), ''),"
      + " if(method_id = '', '0x', method_id), input,"
      + " toString(arrayMap(log -> log.log_index, logs))], ',')";

  /// Writes rows of transfers of all its transactions, as a backfill would have, of these blocks.
  public void insertTransfers(long first, long last) {
    var rows = new ArrayList<String>();
    new TransactionTruth(chain).forEach(first, last, row -> rows.add("('" + name() + "', "
        + row.blockNumber() + ", " + row.blockTime().getEpochSecond() + ", unhex('"
        + row.blockHash().substring(2) + "'), unhex('" + row.txHash().substring(2) + "'), "
        + row.logIndexes().getFirst() + ", 1)"));
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      clickHouse.execute("INSERT INTO erc20_transfers_staging (chain, block_number, block_time,"
          + " block_hash, tx_hash, log_index, version) VALUES "
          + String.join(", ", rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE))));
    }
  }

  /// Transactions that are there, each once.
  public long count() {
    return clickHouse.query("SELECT count() FROM transaction_enrichment FINAL WHERE chain = '"
        + name() + "'", row -> row.getLong(1)).getFirst();
  }

  /// Fails at the first blocks whose rows differ; a row that stands twice, or behind the head, does.
  public void assertEqual() {
    assertEqual(row -> true);
  }

  /// Fails at the first blocks whose rows are not the chain's of this kind.
  public void assertEqual(Predicate<TransactionTruthRow> wanted) {
    for (long first = 0; first <= chain.head(); first += BLOCKS_AT_ONCE) {
      long last = Math.min(chain.head(), first + BLOCKS_AT_ONCE - 1);
      var expected = new ArrayList<String>();
      new TransactionTruth(chain).forEach(first, last, row -> {
        if (wanted.test(row)) {
          expected.add(line(row));
        }
      });
      assertThat(rows(first, last)).as("blocks %d to %d", first, last).isEqualTo(expected);
    }
    assertThat(rows(chain.head() + 1, Long.MAX_VALUE)).as("behind the head").isEmpty();
  }

  private List<String> rows(long first, long last) {
    return clickHouse.query("SELECT " + LINE + " FROM transaction_enrichment_hex WHERE chain = '"
        + name() + "' AND block_number BETWEEN " + first + " AND " + last
        + " ORDER BY transaction_enrichment_hex.block_number, tx_index", row -> row.getString(1));
  }

  private static String line(TransactionTruthRow row) {
    return String.join(",", String.valueOf(row.blockNumber()),
        String.valueOf(row.blockTime().getEpochSecond()), row.blockHash(), row.txHash(),
        String.valueOf(row.txIndex()), String.valueOf(row.type()), row.from(), row.to(),
        row.contractAddress(), String.valueOf(row.nonce()), row.value().toString(),
        String.valueOf(row.status()), String.valueOf(row.gasLimit()),
        String.valueOf(row.gasUsed()), row.gasPrice().toString(), row.burnedFees().toString(),
        row.methodId(), row.input(), row.logIndexes().stream().map(String::valueOf)
            .collect(Collectors.joining(",", "[", "]")));
  }

  private String name() {
    return "evm-" + chain.options().chainId();
  }
}
