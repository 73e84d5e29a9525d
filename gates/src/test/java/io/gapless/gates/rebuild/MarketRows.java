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
  static final Address ADAPTER = address("ad");
  static final Address WRAPPED = address("cc");
  static final Deployment MARKET = Deployment.parse("""
      {"name": "small", "chain": "evm-31337", "contracts": [
        {"role": "ctf", "address": "%s"}, {"role": "collateral", "address": "%s"},
        {"role": "exchange", "address": "%s"}, {"role": "fee", "address": "%s"}]}
      """.formatted(CTF, USDC, EXCHANGE, FEES));
  /// The same, and an adapter of questions of which one is answered with yes at most.
  static final Deployment NEGATIVE_RISK = Deployment.parse("""
      {"name": "small", "chain": "evm-31337", "contracts": [
        {"role": "ctf", "address": "%s"}, {"role": "collateral", "address": "%s"},
        {"role": "exchange", "address": "%s"}, {"role": "fee", "address": "%s"},
        {"role": "adapter", "address": "%s"}, {"role": "wcol", "address": "%s"}]}
      """.formatted(CTF, USDC, EXCHANGE, FEES, ADAPTER, WRAPPED));
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

  static BigInteger adaptedToken(int question, int outcome) {
    return PositionId.of(WRAPPED, PositionId.condition(ADAPTER, question(question), 2), outcome)
        .tokenId();
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

  /// An order to buy that an exchange says it has filled; the fee is in shares.
  void bought(int block, Address exchange, Address maker, BigInteger token, long shares,
      long dollars, long fee) {
    fill(block, exchange, maker, "0, toUInt256('" + token + "'), " + micros(dollars) + ", "
        + micros(shares) + ", " + micros(fee));
  }

  /// An order to sell that an exchange says it has filled; the fee is in dollars.
  void sold(int block, Address exchange, Address maker, BigInteger token, long shares,
      long dollars, long fee) {
    fill(block, exchange, maker, "toUInt256('" + token + "'), 0, " + micros(shares) + ", "
        + micros(dollars) + ", " + micros(fee));
  }

  private void fill(int block, Address exchange, Address maker, String amounts) {
    server.execute("INSERT INTO exchange_fills VALUES (" + lead(block) + ", " + hex(exchange)
        + ", " + hex(question(log)) + ", " + hex(maker) + ", " + hex(exchange) + ", " + amounts
        + ", " + BOOKKEEPING + ")");
  }

  void prepare(int block, int question) {
    event(block, "PREPARATION", question, 2, "[]", NOBODY, "[]", 0);
  }

  void prepareAdapted(int block, int question) {
    event(block, "PREPARATION", ADAPTER, question, 2, "[]", NOBODY, "[]", 0);
  }

  void resolve(int block, int question, int yes, int no) {
    event(block, "RESOLUTION", question, 2, "[" + yes + ", " + no + "]", NOBODY, "[]", 0);
  }

  void move(int block, String kind, int question, Address stakeholder, long dollars) {
    event(block, kind, question, 0, "[]", stakeholder, "[1, 2]", dollars);
  }

  private void event(int block, String kind, int question, int outcomes, String payouts,
      Address stakeholder, String sets, long dollars) {
    event(block, kind, ORACLE, question, outcomes, payouts, stakeholder, sets, dollars);
  }

  private void event(int block, String kind, Address oracle, int question, int outcomes,
      String payouts, Address stakeholder, String sets, long dollars) {
    server.execute("INSERT INTO ctf_events VALUES (" + lead(block) + ", " + hex(CTF) + ", '" + kind
        + "', " + hex(PositionId.condition(oracle, question(question), 2)) + ", " + hex(oracle)
        + ", " + hex(question(question))
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
