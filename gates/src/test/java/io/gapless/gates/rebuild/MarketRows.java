package io.gapless.gates.rebuild;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.market.PositionId;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Rows of a small market, written as a sink would have.
final class MarketRows {

  static final String CHAIN = "evm-31337";
  static final Address CTF = address("c1");
  static final Address USDC = address("dc");
  static final Address EXCHANGE = address("ec");
  static final Address FEES = address("fe");
  static final Address NOBODY = address("00");
  static final Address ORACLE = address("0a");
  static final Deployment MARKET = Deployment.parse("""
      {"name": "small", "chain": "evm-31337", "contracts": [
        {"role": "ctf", "address": "%s"}, {"role": "collateral", "address": "%s"},
        {"role": "exchange", "address": "%s"}, {"role": "fee", "address": "%s"}]}
      """.formatted(CTF, USDC, EXCHANGE, FEES));
  private static final String BOOKKEEPING = "'job', 1, now64(3), 0";

  private final ClickHouse server;
  private int log;

  MarketRows(ClickHouse server) {
    this.server = server;
  }

  static Address address(String twoDigits) {
    return Address.of("0x" + twoDigits.repeat(20));
  }

  static Hash32 question(int number) {
    return Hash32.of("%064x".formatted(number));
  }

  static Hash32 condition(int question) {
    return PositionId.condition(ORACLE, question(question), 2);
  }

  static BigInteger token(int question, int outcome) {
    return PositionId.of(USDC, condition(question), outcome).tokenId();
  }

  void usdc(int block, Address from, Address to, long dollars) {
    server.execute("INSERT INTO erc20_transfers_staging VALUES (" + lead(block) + ", " + hex(USDC)
        + ", " + hex(from) + ", " + hex(to) + ", " + micros(dollars) + ", " + BOOKKEEPING + ")");
  }

  void shares(int block, Address from, Address to, long shares, BigInteger... tokens) {
    var ids = Arrays.stream(tokens).map(id -> "toUInt256('" + id + "')")
        .collect(Collectors.joining(", ", "[", "]"));
    var amounts = Arrays.stream(tokens).map(id -> "toUInt256(" + micros(shares) + ")")
        .collect(Collectors.joining(", ", "[", "]"));
    server.execute("INSERT INTO erc1155_transfers_staging VALUES (" + lead(block) + ", "
        + hex(CTF) + ", " + hex(EXCHANGE) + ", " + hex(from) + ", " + hex(to) + ", " + ids + ", "
        + amounts + ", " + (tokens.length > 1) + ", " + BOOKKEEPING + ")");
  }

  void prepare(int block, int question) {
    event(block, "PREPARATION", question, 2, "[]", NOBODY, "[]", 0);
  }

  void resolve(int block, int question, int yes, int no) {
    event(block, "RESOLUTION", question, 2, "[" + yes + ", " + no + "]", NOBODY, "[]", 0);
  }

  void move(int block, String kind, int question, Address stakeholder, long dollars) {
    event(block, kind, question, 0, "[]", stakeholder, "[1, 2]", dollars);
  }

  private void event(int block, String kind, int question, int outcomes, String payouts,
      Address stakeholder, String sets, long dollars) {
    server.execute("INSERT INTO ctf_events VALUES (" + lead(block) + ", " + hex(CTF) + ", '" + kind
        + "', " + hex(condition(question)) + ", " + hex(ORACLE) + ", " + hex(question(question))
        + ", " + outcomes + ", " + payouts + ", " + hex(stakeholder) + ", " + hex(USDC)
        + ", unhex('" + "00".repeat(32) + "'), " + sets + ", " + micros(dollars) + ", "
        + BOOKKEEPING + ")");
  }

  void day(String status) {
    server.execute("INSERT INTO day_checkpoints VALUES ('job', '" + CHAIN + "', 0, '2024-03-01',"
        + " 0, 999, '" + status
        + "', 'vm-1', 1000, map(), now64(3), toUnixTimestamp64Milli(now64(3)),"
        + " now64(3), 0)");
  }

  /// Forgets the rows of a table that a condition holds for.
  void lose(String table, String condition) {
    server.execute("DELETE FROM " + table + " WHERE " + condition);
  }

  private String lead(int block) {
    return "'" + CHAIN + "', " + block + ", toDateTime64('2024-03-01 00:00:00', 3, 'UTC') + "
        + block
        + ", " + hex(question(block)) + ", " + hex(question(1_000_000 + block)) + ", 0, " + log++;
  }

  private static long micros(long dollars) {
    return dollars * 1_000_000;
  }

  private static String hex(Object bytes) {
    return "unhex('" + bytes.toString().substring(2) + "')";
  }
}
