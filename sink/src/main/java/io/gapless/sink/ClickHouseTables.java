package io.gapless.sink;

import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.rowbinary.NativeBlock;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// The tables of a ClickHouse server.
final class ClickHouseTables implements Tables {

  private static final int UNKNOWN_TABLE = 60;
  /// An insert that hangs is sent again under its token, which stores it once.
  private static final long PATIENCE_SECONDS = 60;

  private final ClickHouse server;

  ClickHouseTables(ClickHouse server) {
    this.server = server;
  }

  @Override
  public void check(Dataset dataset) {
    Map<String, String> columns = new HashMap<>();
    try {
      server.query("DESCRIBE TABLE `" + dataset.table() + "`",
          row -> columns.put(row.getString(1), row.getString(2)));
    } catch (ClickHouseUnavailableException e) {
      if (e.code() == UNKNOWN_TABLE) {
        throw new SinkException("ClickHouse at " + server.host() + " has no table "
            + dataset.table() + Fault.advice(UNKNOWN_TABLE), e);
      }
      throw e;
    }
    ColumnCheck.check(dataset.table(), columns, dataset.columns(),
        RowEncoder.columnTypes(dataset.schema()));
  }

  @Override
  public boolean insert(Dataset dataset, List<BatchRows> rows, String token) {
    var body = new Body(dataset, rows);
    var settings = new InsertSettings().setDeduplicationToken(token)
        .serverSetting("insert_deduplicate", "1")
        .serverSetting("async_insert", "0")
        // what replaces what is found when parts are merged: a batch hardly ever holds both
        .serverSetting("optimize_on_insert", "0")
        // a batch of gap fills may lie anywhere in a chain
        .serverSetting("max_partitions_per_insert_block", "0");
    settings.setNetworkTimeout(PATIENCE_SECONDS, ChronoUnit.SECONDS);
    var columns = dataset.columns().stream().map(column -> "`" + column + "`").toList();
    try (var _ = server.client()
        .insert(dataset.table(), columns, body, ClickHouseFormat.Native, settings).get()) {
      return body.sent == 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SinkException("interrupted while inserting into " + dataset.table(), e);
    } catch (ExecutionException e) {
      throw failure(dataset, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException e) {
      throw failure(dataset, e);
    }
  }

  @Override
  public long missing(Dataset dataset, BatchRows rows) {
    return rows.pieces().stream().mapToLong(piece -> missing(dataset, piece)).sum();
  }

  private long missing(Dataset dataset, RowBuffer rows) {
    var wanted = new RowKeys(dataset).newest(rows);
    long missing = 0;
    for (var lookup : KeyLookup.of(dataset, new ArrayList<>(wanted.keySet()))) {
      Map<List<String>, Long> stored = new HashMap<>();
      server.query(lookup.sql(), row -> {
        var key = new ArrayList<String>();
        for (int i = 1; i <= dataset.key().size(); i++) {
          key.add(row.getString(i));
        }
        return stored.put(key, Long.parseUnsignedLong(row.getString(key.size() + 1)));
      });
      missing += lookup.keys().stream()
          .filter(key -> stored.getOrDefault(key, -1L) < wanted.getOrDefault(key, 0L)).count();
    }
    return missing;
  }

  private ClickHouseUnavailableException failure(Dataset dataset, Throwable cause) {
    int code = cause instanceof ServerException refusal ? refusal.getCode() : 0;
    var reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new ClickHouseUnavailableException("ClickHouse at " + server.host() + ", table "
        + dataset.table() + Fault.advice(code) + ": " + reason, code, cause);
  }

  /// The rows; counts how often the client sent them.
  private static final class Body implements DataStreamWriter {

    private final Dataset dataset;
    private final List<BatchRows> rows;
    private int sent;

    private Body(Dataset dataset, List<BatchRows> rows) {
      this.dataset = dataset;
      this.rows = rows;
    }

    @Override
    public void onOutput(OutputStream out) throws IOException {
      sent++;
      for (var batch : rows) {
        for (var piece : batch.pieces()) {
          NativeBlock.write(dataset, piece, out);
        }
      }
    }
  }
}
