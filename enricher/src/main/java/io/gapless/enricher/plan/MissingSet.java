package io.gapless.enricher.plan;

import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.schemas.clickhouse.ArrayParameter;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.record.Hash32;
import io.gapless.schemas.record.WantedTransaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The transactions that transfers name and that nothing is known of, in the order of block and hash.
/// Pages begin behind a place, never at a number of rows, so that none is passed over while the set
/// shrinks and grows. Each question is about a window of blocks: what it takes does not grow with the
/// tables.
///
/// A transaction counts as known if its row is of the very block, by hash, that transfers name.
public final class MissingSet {

  private static final HexFormat HEX = HexFormat.of();
  private static final ObjectMapper JSON = new ObjectMapper();
  /// Rows of transfers in a window, in each table.
  private static final int WINDOW_ROWS = 200_000;
  private static final long PARTITION_BLOCKS = 1_000_000;

  private final Supplier<ClickHouse> server;
  private final Duration patience;
  private final int windowRows;

  /// @param server that the tables are in; asked for when it is needed
  /// @param patience how long a question may take
  public MissingSet(Supplier<ClickHouse> server, Duration patience) {
    this(server, patience, WINDOW_ROWS);
  }

  MissingSet(Supplier<ClickHouse> server, Duration patience, int windowRows) {
    this.server = server;
    this.patience = patience;
    this.windowRows = windowRows;
  }

  /// What is asked for.
  ///
  /// @param contracts only transactions with transfers of these, `0x…` in lower case; empty: all
  /// @param run leaves out those that this run has found absent or failed; empty: none
  public record Scope(String chain, List<String> contracts, String run) {

    /// Takes a copy of the list.
    public Scope { contracts = List.copyOf(contracts); }
  }

  /// A part of the set.
  ///
  /// @param place where the next begins; what is missing up to there is in `transactions`
  /// @param atEnd whether nothing comes behind it
  public record Page(List<WantedTransaction> transactions, Cursor place, boolean atEnd) {

    /// Takes a copy of the list.
    public Page { transactions = List.copyOf(transactions); }
  }

  /// How many are missing.
  ///
  /// @param all of the chain
  /// @param byContract of each contract, where the chain has contracts; one transaction may be of
  ///     several
  /// @param wantedInABlock number of blocks by how many of their transactions are missing
  public record Missing(long all, Map<String, Long> byContract, Map<Long, Long> wantedInABlock) {}

  /// The next of them behind a place, or an empty page behind a window without any.
  ///
  /// @param last last block to look at
  /// @param limit transactions of the page at most
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public Page page(Scope scope, Cursor place, long last, int limit) throws InterruptedException {
    var transfers = Transfers.of(scope.chain());
    // the block of the place itself may hold more
    long from = place.equals(Cursor.after(place.block())) ? place.block() + 1 : place.block();
    if (from > last) {
      return new Page(List.of(), Cursor.after(last), true);
    }
    long to = Math.min(last, windowEnd(transfers, scope, from));
    var rows = rows("""
        SELECT toString(block) AS block_text, toString(toUnixTimestamp64Milli(at)) AS millis,
          lower(hex(block_id)) AS hash, lower(hex(tx_hash)) AS tx
        FROM (%s)
        WHERE (block, tx_hash) > ({block:UInt64}, unhex({tx:String}))
        ORDER BY block, tx_hash
        LIMIT {limit:UInt64}
        """.formatted(missing(transfers, scope)),
        parameters(scope, from, to, Map.of("block", Math.max(0, place.block()), "tx",
            place.block() < 0 ? "" : place.txHash(), "limit", limit)));
    var transactions = rows.stream().map(MissingSet::transaction).toList();
    if (transactions.size() < limit) {
      return new Page(transactions, Cursor.after(to), to == last);
    }
    var newest = transactions.getLast();
    return new Page(transactions,
        new Cursor(newest.getBlockNumber(), HEX.formatHex(newest.getTxHash().bytes())), false);
  }

  /// Blocks, in millions, that hold transfers: all, or those written to since some time.
  ///
  /// @param since the server's time; null: ever
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public List<Long> millions(String chain, @Nullable Instant since)
      throws InterruptedException {
    var tables = Transfers.of(chain).sources().stream().map(Dataset::table).toList();
    return rows("""
        SELECT DISTINCT toString(toUInt64(extract(partition, ',\\\\s*(\\\\d+)\\\\)$'))) AS million
        FROM system.parts
        WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}
          AND partition LIKE {chain:String}
          AND modification_time >= toDateTime({since:Int64})
        ORDER BY toUInt64(million)
        """, Map.of("tables", ArrayParameter.texts(tables), "chain", "('" + chain + "',%", "since",
        since == null ? 0L : since.getEpochSecond())).stream()
        .map(row -> row.path("million").asLong()).toList();
  }

  /// The last block of a million, and of the first where it is 0.
  static long lastBlock(long million) {
    return (million + 1) * PARTITION_BLOCKS - 1;
  }

  /// Before the first block of a million.
  static Cursor begin(long million) {
    return Cursor.before(million * PARTITION_BLOCKS);
  }

  /// The server's time.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public Instant now() throws InterruptedException {
    return Instant.ofEpochSecond(
        rows("SELECT toString(toUnixTimestamp(now())) AS now", Map.of()).getFirst()
            .path("now").asLong());
  }

  /// Counts what is missing in a million of blocks.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public Missing count(Scope scope, long million) throws InterruptedException {
    var transfers = Transfers.of(scope.chain());
    long last = lastBlock(million);
    long all = 0;
    var byContract = new TreeMap<String, Long>();
    var wanted = new TreeMap<Long, Long>();
    for (long from = million * PARTITION_BLOCKS; from <= last;) {
      long to = Math.min(last, windowEnd(transfers, scope, from));
      for (var row : rows("""
          SELECT 'blocks' AS what, toString(n) AS name, toString(count()) AS number
          FROM (SELECT block, count() AS n FROM (%1$s) GROUP BY block) GROUP BY n
          UNION ALL
          SELECT 'contract', contract, toString(uniqExact(tx_hash))
          FROM (%1$s) ARRAY JOIN contracts AS contract GROUP BY contract
          """.formatted(missing(transfers, scope)),
          parameters(scope, from, to, Map.of()))) {
        long number = row.path("number").asLong();
        if (row.path("what").asText().equals("contract")) {
          byContract.merge(row.path("name").asText(), number, Long::sum);
        } else {
          long each = row.path("name").asLong();
          wanted.merge(each, number, Long::sum);
          all += each * number;
        }
      }
      from = to + 1;
    }
    return new Missing(all, byContract, wanted);
  }

  /// The last block of a window with about so many rows in the fullest table.
  private long windowEnd(Transfers transfers, Scope scope, long from) throws InterruptedException {
    var ends = transfers.sources().stream().map(source -> """
        SELECT max(block) AS last FROM (
          SELECT %s AS block FROM %s WHERE chain = {chain:String} AND block >= {from:UInt64}%s
          ORDER BY block LIMIT {rows:UInt64})
        HAVING count() = {rows:UInt64}
        """.formatted(transfers.block(), source.table(), ofContracts(transfers, scope)))
        .collect(Collectors.joining(" UNION ALL "));
    var row = rows("SELECT toString(count()) AS tables, toString(min(last)) AS last FROM (" + ends
        + ")", parameters(scope, from, 0, Map.of("rows", windowRows))).getFirst();
    return row.path("tables").asLong() == 0 ? Long.MAX_VALUE : row.path("last").asLong();
  }

  /// The missing transactions of a window: `block`, `at`, `block_id`, `tx_hash`, `contracts`.
  private static String missing(Transfers transfers, Scope scope) {
    var contract = transfers.contract().map(column -> "concat('0x', lower(hex(" + column + ")))")
        .orElse("''");
    var named = transfers.sources().stream().map(source -> """
        SELECT %s AS block, %s AS time, %s AS hash, tx_hash, %s AS contract
        FROM %s FINAL
        WHERE chain = {chain:String} AND block BETWEEN {from:UInt64} AND {to:UInt64}%s
        """.formatted(transfers.block(), transfers.time(), transfers.hash(), contract,
        source.table(), ofContracts(transfers, scope)))
        .collect(Collectors.joining(" UNION ALL "));
    var settled = scope.run().isEmpty()
        ? ""
        : """
             AND (block, tx_hash) NOT IN (
              SELECT one.1, one.2
              FROM enrichment_batches FINAL ARRAY JOIN arrayConcat(absent, failed) AS one
              WHERE job_id = {run:String} AND one.1 BETWEEN {from:UInt64} AND {to:UInt64})
            """;
    return """
        SELECT block, any(time) AS at, any(hash) AS block_id, tx_hash,
          arrayFilter(one -> one != '', groupUniqArray(contract)) AS contracts
        FROM (%s)
        WHERE (block, hash, tx_hash) NOT IN (
          SELECT %s, %s, tx_hash FROM %s FINAL
          WHERE chain = {chain:String} AND %s BETWEEN {from:UInt64} AND {to:UInt64})%s
        GROUP BY block, tx_hash
        """.formatted(named, transfers.block(), transfers.hash(), transfers.target().table(),
        transfers.block(), settled);
  }

  private static String ofContracts(Transfers transfers, Scope scope) {
    return scope.contracts().isEmpty() || transfers.contract().isEmpty()
        ? ""
        : " AND " + transfers.contract().get()
            + " IN arrayMap(one -> unhex(substring(one, 3)), {contracts:Array(String)})";
  }

  private static Map<String, Object> parameters(Scope scope, long from, long to,
      Map<String, Object> more) {
    var all = new HashMap<String, Object>(more);
    all.put("chain", scope.chain());
    all.put("contracts", ArrayParameter.texts(scope.contracts()));
    all.put("run", scope.run());
    all.put("from", from);
    all.put("to", to);
    return all;
  }

  private static WantedTransaction transaction(JsonNode row) {
    return new WantedTransaction(row.path("block_text").asLong(),
        Instant.ofEpochMilli(row.path("millis").asLong()), hash(row.path("hash").asText()),
        hash(row.path("tx").asText()));
  }

  private static Hash32 hash(String hex) {
    return new Hash32(HEX.parseHex(hex.toLowerCase(Locale.ROOT)));
  }

  private List<JsonNode> rows(String sql, Map<String, Object> parameters)
      throws InterruptedException {
    var settings = new QuerySettings().setFormat(ClickHouseFormat.JSONEachRow);
    settings.setNetworkTimeout(patience.toSeconds(), ChronoUnit.SECONDS);
    byte[] answer = server.get().ask(sql, parameters, settings);
    try (var rows = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer)) {
      return rows.readAll();
    } catch (IOException e) {
      throw new ClickHouseUnavailableException("ClickHouse at " + server.get().host()
          + " broke off its answer: " + e.getMessage(), 0, e);
    }
  }
}
