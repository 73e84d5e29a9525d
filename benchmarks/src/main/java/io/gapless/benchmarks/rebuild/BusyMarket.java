package io.gapless.benchmarks.rebuild;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.gates.market.Deployment;
import io.gapless.gates.market.PositionId;
import io.gapless.schemas.clickhouse.ClickHouse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of a market in which much is traded, written into the staging tables as a backfill would have.
///
/// A deal is two transactions of nine logs: somebody has a set of shares made and sells one half of it,
/// at half a dollar, to somebody else. Every second condition is resolved, for its first outcome.
final class BusyMarket {

  static final String CHAIN = "evm-31337";
  /// ERC-20 and ERC-1155 transfers of a deal; a set is one of two tokens.
  private static final int TRANSFERS_A_DEAL = 6;
  private static final Address CTF = address("c1");
  private static final Address USDC = address("dc");
  private static final Address EXCHANGE = address("ec");
  private static final Address ORACLE = address("0a");
  static final Deployment DEPLOYMENT = Deployment.parse("""
      {"name": "busy", "chain": "%s", "contracts": [
        {"role": "ctf", "address": "%s"}, {"role": "collateral", "address": "%s"},
        {"role": "exchange", "address": "%s"}]}
      """.formatted(CHAIN, CTF, USDC, EXCHANGE));
  private static final int CONDITIONS = 2_000;
  private static final int WALLETS = 50_000;
  private static final int DEALS_A_BLOCK = 40;
  private static final String BOOKKEEPING = "'job', 1, now64(3), 0";

  private final ClickHouse server;

  BusyMarket(ClickHouse server) {
    this.server = server;
  }

  /// Writes so many transfers, about, into tables that are empty.
  void load(long transfers) {
    long deals = transfers / TRANSFERS_A_DEAL;
    conditions();
    insert("erc20_transfers_staging", deals, 0, hex(USDC) + ", seller, " + hex(CTF) + ", shares");
    insert("erc20_transfers_staging", deals, 3, hex(USDC) + ", buyer, " + hex(EXCHANGE)
        + ", intDiv(shares, 2)");
    insert("erc20_transfers_staging", deals, 4, hex(USDC) + ", " + hex(EXCHANGE)
        + ", seller, intDiv(shares, 2)");
    insert("erc1155_transfers_staging", deals, 1, hex(CTF) + ", " + hex(CTF)
        + ", toFixedString('', 20), seller, [first, second], [shares, shares], true");
    insert("ctf_events", deals, 2, hex(CTF) + ", 'SPLIT', condition, " + hex(ORACLE)
        + ", toFixedString('', 32), 0, [], seller, " + hex(USDC)
        + ", toFixedString('', 32), [1, 2], shares");
    insert("erc1155_transfers_staging", deals, 5, hex(CTF) + ", " + hex(EXCHANGE) + ", seller, "
        + hex(EXCHANGE) + ", [sold], [shares], false");
    insert("erc1155_transfers_staging", deals, 6, hex(CTF) + ", " + hex(EXCHANGE) + ", "
        + hex(EXCHANGE) + ", buyer, [sold], [shares], false");
    insert("exchange_fills", deals, 7, hex(EXCHANGE) + ", toFixedString('', 32), seller, buyer,"
        + " sold, toUInt256(0), shares, intDiv(shares, 2), 0");
    insert("exchange_fills", deals, 8, hex(EXCHANGE) + ", toFixedString('', 32), buyer, "
        + hex(EXCHANGE) + ", toUInt256(0), sold, intDiv(shares, 2), shares, 0");
    long last = block(deals);
    server.execute("INSERT INTO ctf_events SELECT " + lead(Long.toString(last + 1), "'resolve'",
        "number") + ", " + hex(CTF) + ", 'RESOLUTION', condition, " + hex(ORACLE)
        + ", question, 2, [1, 0], toFixedString('', 20), " + hex(USDC)
        + ", toFixedString('', 32), [], 0, " + BOOKKEEPING
        + " FROM bench_conditions WHERE number % 2 = 0");
    server.execute("INSERT INTO day_checkpoints VALUES ('job', '" + CHAIN + "', 0, '2024-03-01',"
        + " 0, " + (last + 1) + ", 'COMPLETE', 'bench', " + (last + 2) + ", map(), now64(3),"
        + " toUnixTimestamp64Milli(now64(3)), now64(3), 0)");
  }

  /// Flows of wallets that so many transfers make: two tokens of a set, one that is sold and bought.
  static long flows(long transfers) {
    return transfers / TRANSFERS_A_DEAL * 4;
  }

  private void conditions() {
    server.execute("DROP TABLE IF EXISTS bench_conditions");
    server.execute("CREATE TABLE bench_conditions (number UInt32, condition FixedString(32),"
        + " question FixedString(32), first UInt256, second UInt256) ENGINE = MergeTree"
        + " ORDER BY number");
    server.execute("INSERT INTO bench_conditions VALUES " + IntStream.range(0, CONDITIONS)
        .parallel().mapToObj(BusyMarket::condition).collect(Collectors.joining(", ")));
    server.execute("INSERT INTO ctf_events SELECT " + lead("1", "'prepare'", "number") + ", "
        + hex(CTF) + ", 'PREPARATION', condition, " + hex(ORACLE) + ", question, 2, [],"
        + " toFixedString('', 20), " + hex(USDC) + ", toFixedString('', 32), [], 0, "
        + BOOKKEEPING + " FROM bench_conditions");
  }

  private static String condition(int number) {
    var question = Hash32.of("%064x".formatted(number + 1));
    var condition = PositionId.condition(ORACLE, question, 2);
    return "(" + number + ", " + hex(condition) + ", " + hex(question) + ", toUInt256('"
        + PositionId.of(USDC, condition, 0).tokenId() + "'), toUInt256('"
        + PositionId.of(USDC, condition, 1).tokenId() + "'))";
  }

  /// One log of every deal.
  ///
  /// @param log its place in the deal; the first three are of its first transaction
  private void insert(String table, long deals, int log, String columns) {
    server.execute("INSERT INTO " + table + " SELECT "
        + lead("2 + intDiv(deal, " + DEALS_A_BLOCK + ")",
            "concat('" + (log < 3 ? "split " : "match ") + "', toString(deal))",
            "deal % " + DEALS_A_BLOCK + " * 9 + " + log)
        + ", " + columns + ", " + BOOKKEEPING + " FROM (SELECT deal, "
        + wallet("deal * 7919") + " AS seller, " + wallet("deal * 7919 + 1") + " AS buyer,"
        + " toUInt256((1 + deal % 500) * 2000000) AS shares"
        + ", if(intDiv(deal, " + CONDITIONS + ") % 2 = 0, first, second) AS sold, condition, first,"
        + " second FROM (SELECT deal, toUInt32(deal % " + CONDITIONS
        + ") AS number FROM (SELECT number AS deal FROM numbers(" + deals + "))) AS deals"
        + " INNER JOIN bench_conditions AS conditions USING (number))");
  }

  private static long block(long deal) {
    return 2 + deal / DEALS_A_BLOCK;
  }

  private static String lead(String block, String transaction, String log) {
    return "'" + CHAIN + "', " + block + " AS block, toDateTime64('2024-03-01 00:00:00', 3, 'UTC')"
        + " + block * 2, toFixedString(SHA256(toString(block)), 32), SHA256(" + transaction
        + "), 0, " + log;
  }

  private static String wallet(String number) {
    return "toFixedString(substring(SHA256(toString((" + number + ") % " + WALLETS
        + ")), 1, 20), 20)";
  }

  private static Address address(String twoDigits) {
    return Address.of("0x" + twoDigits.repeat(20));
  }

  private static String hex(Object bytes) {
    return "unhex('" + bytes.toString().substring(2) + "')";
  }
}
