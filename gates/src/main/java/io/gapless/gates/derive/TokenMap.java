package io.gapless.gates.derive;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.market.MarketContract;
import io.gapless.gates.market.PositionId;
import io.gapless.gates.market.Role;
import io.gapless.gates.warehouse.Warehouse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps `system_addresses` and `ctf_token_map` current: the addresses of a deployment, and the tokens
/// of every condition that was prepared.
///
/// Tokens are computed here, since no SQL has the arithmetic of the curve: about 5,000 a second and
/// core, for those conditions that are new.
final class TokenMap {

  private static final int CONDITIONS_A_TIME = 500;

  private final Warehouse warehouse;
  private final InstantSource clock;

  /// In this database.
  TokenMap(Warehouse warehouse, InstantSource clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /// Adds what is missing.
  ///
  /// @throws io.gapless.schemas.clickhouse.ClickHouseUnavailableException if the server does not
  ///     answer or refuses
  void refresh(Deployment deployment) throws InterruptedException {
    warehouse.execute("INSERT INTO system_addresses VALUES " + deployment.contracts().stream()
        .map(contract -> row(deployment, contract)).collect(Collectors.joining(", ")), Map.of());
    var missing = warehouse.query("""
        SELECT lower(hex(condition_id)) AS condition, lower(hex(oracle)) AS oracle,
          lower(hex(question_id)) AS question, outcome_slots AS outcomes, block_number AS block,
          toUnixTimestamp64Milli(block_time) AS time
        FROM ctf_events FINAL
        WHERE chain = {chain:String} AND kind = 'PREPARATION' AND contract_address IN
            (SELECT address FROM system_addresses FINAL
              WHERE chain = {chain:String} AND role = 'ctf')
          AND condition_id NOT IN
            (SELECT condition_id FROM ctf_token_map FINAL WHERE chain = {chain:String})
        ORDER BY block_number, log_index""", Map.of("chain", deployment.chain()));
    for (int from = 0; from < missing.size(); from += CONDITIONS_A_TIME) {
      add(deployment,
          missing.subList(from, Math.min(from + CONDITIONS_A_TIME, missing.size())));
    }
  }

  private void add(Deployment deployment, List<JsonNode> conditions) throws InterruptedException {
    long version = clock.millis();
    var rows = conditions.parallelStream()
        .flatMap(condition -> tokens(deployment, condition, version)).toList();
    warehouse.execute("INSERT INTO ctf_token_map VALUES " + String.join(", ", rows), Map.of());
  }

  private static Stream<String> tokens(Deployment deployment, JsonNode prepared, long version) {
    var condition = Hash32.of(prepared.path("condition").asText());
    var oracle = Address.of("0x" + prepared.path("oracle").asText());
    var question = Hash32.of(prepared.path("question").asText());
    int outcomes = prepared.path("outcomes").asInt();
    boolean adapted = deployment.of(Role.ADAPTER).contains(oracle);
    var collaterals = deployment.of(adapted ? Role.WCOL : Role.COLLATERAL);
    var market = adapted ? marketOf(question) : condition;
    var rows = new ArrayList<String>();
    for (var collateral : collaterals) {
      for (int outcome = 0; outcome < outcomes; outcome++) {
        rows.add("('" + deployment.chain() + "', toUInt256('"
            + PositionId.of(collateral, condition, outcome).tokenId() + "'), " + bytes(condition)
            + ", " + bytes(market) + ", " + outcome + ", " + outcomes + ", " + bytes(collateral)
            + ", " + bytes(oracle) + ", " + bytes(question) + ", "
            + prepared.path("block").asLong() + ", fromUnixTimestamp64Milli("
            + prepared.path("time").asLong() + "), " + version + ")");
      }
    }
    return rows.stream();
  }

  /// Questions of a market with several have its id, and their number as the last byte.
  private static Hash32 marketOf(Hash32 question) {
    byte[] bytes = Arrays.copyOf(question.bytes(), Hash32.LENGTH);
    bytes[Hash32.LENGTH - 1] = 0;
    return Hash32.of(bytes);
  }

  private String row(Deployment deployment, MarketContract contract) {
    return "('" + deployment.chain() + "', " + bytes(contract.address()) + ", '"
        + contract.role().text() + "', " + clock.millis() + ")";
  }

  private static String bytes(Object hash) {
    return "unhex('" + hash.toString().substring(2) + "')";
  }
}
