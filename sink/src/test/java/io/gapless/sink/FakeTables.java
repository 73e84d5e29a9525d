package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Dataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Tables in memory that remember tokens as ClickHouse does, and fail as they are told.
final class FakeTables implements Tables {

  /// What happens to the next insert.
  enum Fate {
    /// Nothing of it arrives, and no answer.
    LOST,
    /// All of it arrives, and no answer.
    ARRIVES_UNANSWERED,
    /// The token is remembered and the rows are not, and no answer.
    TOKEN_WITHOUT_ROWS,
    /// It is refused for good.
    REFUSED
  }

  private final Map<String, List<List<String>>> keys = new ConcurrentHashMap<>();
  private final Map<String, Map<List<String>, Long>> newest = new ConcurrentHashMap<>();
  private final Set<String> tokens = new HashSet<>();
  private final List<Fate> fates = new ArrayList<>();
  private final AtomicReference<Runnable> beforeInsert = new AtomicReference<>(() -> {});
  private int inserts;

  @Override
  public void check(Dataset dataset) {}

  @Override
  public boolean insert(Dataset dataset, List<BatchRows> rows, String token) {
    beforeInsert.get().run();
    return insertNow(dataset, rows, token);
  }

  private synchronized boolean insertNow(Dataset dataset, List<BatchRows> rows, String token) {
    inserts++;
    var fate = fates.isEmpty() ? null : fates.removeFirst();
    if (fate == Fate.REFUSED) {
      throw new ClickHouseUnavailableException("not allowed", 497, new Exception());
    }
    if (fate != Fate.LOST && tokens.add(token) && fate != Fate.TOKEN_WITHOUT_ROWS) {
      rows.forEach(batch -> newest(dataset, batch).forEach((key, version) -> {
        keys.computeIfAbsent(dataset.table(), _ -> new ArrayList<>()).add(key);
        newest.computeIfAbsent(dataset.table(), _ -> new ConcurrentHashMap<>()).merge(key, version,
            Math::max);
      }));
    }
    if (fate != null) {
      throw new ClickHouseUnavailableException("no answer", 0, new Exception());
    }
    return true;
  }

  @Override
  public synchronized long missing(Dataset dataset, BatchRows rows) {
    var stored = newest.getOrDefault(dataset.table(), Map.of());
    return newest(dataset, rows).entrySet().stream()
        .filter(row -> stored.getOrDefault(row.getKey(), -1L) < row.getValue()).count();
  }

  /// The newest version of each key of a batch.
  static Map<List<String>, Long> newest(Dataset dataset, BatchRows rows) {
    var newest = new HashMap<List<String>, Long>();
    rows.pieces().forEach(piece -> new RowKeys(dataset).newest(piece)
        .forEach((key, version) -> newest.merge(key, version, Math::max)));
    return newest;
  }

  synchronized void next(Fate... next) {
    fates.addAll(List.of(next));
  }

  /// Runs something in the thread of each insert, before it.
  void beforeInsert(Runnable step) {
    beforeInsert.set(step);
  }

  synchronized int inserts() {
    return inserts;
  }

  /// Keys of the rows in a table, as often as they are there.
  synchronized List<List<String>> keys(String table) {
    return List.copyOf(keys.getOrDefault(table, List.of()));
  }
}
