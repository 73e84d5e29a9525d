package io.gapless.gates.warehouse;

import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.clickhouse.SqlScript;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The database that runs are derived in. Statements have named parameters, `{chain:String}`, and
/// keep within limits that are set. May be used by many threads.
public final class Warehouse {

  /// Tables that hold a partition of each run.
  private static final List<String> TABLES = List.of("market_legs_runs", "filled_legs_runs",
      "system_cash_runs", "net_flows_runs", "system_flows_runs", "collateral_moves_runs",
      "condition_pnl_runs", "wallet_pnl_runs");
  private static final List<String> SCRATCH = List.of("market_legs_runs", "filled_legs_runs");
  private static final List<String> PROFITS = List.of("condition_pnl_runs", "wallet_pnl_runs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<ClickHouse> server;
  private final Limits limits;

  /// @param server that the staging tables are in; asked for when it is needed
  public Warehouse(Supplier<ClickHouse> server, Limits limits) {
    this.server = server;
    this.limits = limits;
  }

  /// Creates what is missing: the staging tables, and those of this module.
  ///
  /// @throws ClickHouseUnavailableException if that does not succeed
  public void createTables() {
    server.get().createTables();
    for (var file : List.of("market", "runs", "results")) {
      server.get().create(SqlScript.statements(SqlFile.read("tables/" + file + ".sql")));
    }
  }

  /// How it is limited.
  public Limits limits() {
    return limits;
  }

  /// Runs a statement that answers nothing.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public void execute(String sql, Map<String, Object> parameters) throws InterruptedException {
    var _ = ask(sql, parameters);
  }

  /// Asks, and gives every row of the answer as an object of its columns.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public List<JsonNode> query(String sql, Map<String, Object> parameters)
      throws InterruptedException {
    byte[] answer = ask(sql, parameters);
    try (var rows = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer)) {
      return rows.readAll();
    } catch (IOException e) {
      throw new ClickHouseUnavailableException("ClickHouse at " + server.get().host()
          + " broke off its answer: " + e.getMessage(), 0, e);
    }
  }

  /// Forgets what a run derived, if it did.
  public void discard(Run run) throws InterruptedException {
    drop(TABLES, run);
  }

  /// Forgets what only later steps of the run needed.
  public void discardScratch(Run run) throws InterruptedException {
    drop(SCRATCH, run);
  }

  /// Forgets the profits of a run, so that they can be derived anew.
  public void discardProfits(Run run) throws InterruptedException {
    drop(PROFITS, run);
  }

  private void drop(List<String> tables, Run run) throws InterruptedException {
    for (var table : tables) {
      execute("ALTER TABLE " + table + " DROP PARTITION ('" + run.chain() + "', '" + run.id()
          + "')", Map.of());
    }
  }

  private byte[] ask(String sql, Map<String, Object> parameters)
      throws InterruptedException {
    var half = Long.toString(limits.memoryBytes() / 2);
    var settings = new QuerySettings()
        .setFormat(ClickHouseFormat.JSONEachRow)
        .serverSetting("max_memory_usage", Long.toString(limits.memoryBytes()))
        .serverSetting("max_bytes_before_external_group_by", half)
        .serverSetting("max_bytes_before_external_sort", half)
        .serverSetting("output_format_json_quote_64bit_integers", "0");
    settings.setNetworkTimeout(limits.patience().toSeconds(), ChronoUnit.SECONDS);
    return server.get().ask(sql, parameters, settings);
  }
}
