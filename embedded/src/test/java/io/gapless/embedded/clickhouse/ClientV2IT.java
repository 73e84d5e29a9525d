package io.gapless.embedded.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The official Java client as it comes, but for the password.
@SuppressWarnings("try") // its responses' close() may be interrupted
class ClientV2IT {

  @Test
  void insertsAStreamOnceUnderOneToken() throws Exception {
    try (Client client = builder().build()) {
      client
          .execute("CREATE OR REPLACE TABLE once (a UInt64, b String) ENGINE = MergeTree ORDER BY a"
              + " SETTINGS non_replicated_deduplication_window = 100")
          .get(10, TimeUnit.SECONDS);
      byte[] rows = rows(50_000);

      for (String token : new String[]{"one", "one", "two"}) {
        InsertSettings settings = new InsertSettings().setDeduplicationToken(token);
        settings.serverSetting("async_insert", "0");
        try (InsertResponse inserted = client.insert("once", new ByteArrayInputStream(rows),
            ClickHouseFormat.RowBinary, settings).get(30, TimeUnit.SECONDS)) {
          assertThat(inserted.getWrittenRows()).isIn(50_000L, 0L);
        }
      }

      assertThat(number(client, "SELECT count() FROM once")).isEqualTo(100_000);
    }
  }

  @Test
  void queriesWithParametersOfEveryKind() throws Exception {
    try (Client client = builder().build();
        QueryResponse response = client.query(
            "SELECT {n:UInt64} + 1, {s:String}, {l:Array(String)}[2]",
            Map.of("n", 41, "s", "it's \u20ac", "l", "['a', 'b']"),
            new QuerySettings()).get(10, TimeUnit.SECONDS)) {
      ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response);
      reader.next();
      assertThat(reader.getLong(1)).isEqualTo(42);
      assertThat(reader.getString(2)).isEqualTo("it's \u20ac");
      assertThat(reader.getString(3)).isEqualTo("b");
    }
  }

  @Test
  void streamsALargeResult() throws Exception {
    try (Client client = builder().build();
        QueryResponse response = client.query("SELECT number FROM numbers(5000000)")
            .get(10, TimeUnit.SECONDS)) {
      ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response);
      long count = 0;
      while (reader.hasNext()) {
        reader.next();
        count++;
      }
      assertThat(count).isEqualTo(5_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true, false", "true, true, true", "true, false, false", "false, true, false",
      "false, false, false"})
  void understandsEveryCompressionOfTheClient(boolean request, boolean response, boolean http)
      throws Exception {
    try (Client client = builder().compressClientRequest(request).compressServerResponse(response)
        .useHttpCompression(http).build()) {
      client.execute("CREATE OR REPLACE TABLE packed (a UInt64, b String) ENGINE = Memory")
          .get(10, TimeUnit.SECONDS);
      client.insert("packed", new ByteArrayInputStream(rows(10_000)), ClickHouseFormat.RowBinary)
          .get(30, TimeUnit.SECONDS).close();

      assertThat(number(client, "SELECT sum(a) FROM packed")).isEqualTo(49_995_000);
      assertThatThrownBy(() -> client.query("SELECT * FROM no_such_table")
          .get(10, TimeUnit.SECONDS)).hasStackTraceContaining("UNKNOWN_TABLE");
    }
  }

  @Test
  void isRefusedWithAWrongPassword() {
    try (Client client = builder().setPassword("wrong").build()) {
      assertThatThrownBy(() -> client.query("SELECT 1").get(10, TimeUnit.SECONDS))
          .hasStackTraceContaining("Authentication failed")
          .satisfies(e -> assertThat(serverCode(e)).isEqualTo(516));
    }
  }

  private static int serverCode(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return server.getCode();
      }
    }
    return 0;
  }

  private static long number(Client client, String sql) {
    return client.queryAll(sql).getFirst().getLong(1);
  }

  private static byte[] rows(int count) {
    ByteBuffer rows = ByteBuffer.allocate(count * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      byte[] text = ("r;'\0" + i % 10).getBytes(UTF_8);
      rows.putLong(i).put((byte) text.length).put(text);
    }
    return Arrays.copyOf(rows.array(), rows.position());
  }

  private static Client.Builder builder() {
    return new Client.Builder().addEndpoint(TestFront.uri().toString()).setUsername("default")
        .setPassword(TestFront.PASSWORD);
  }
}
