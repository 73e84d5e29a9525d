package io.gapless.schemas.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import io.gapless.schemas.dataset.Datasets;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/// A connection to the ClickHouse server that the tables are in.
///
/// Safe for many threads; statements through [#query] and [#execute] wait for each other.
public final class ClickHouse implements AutoCloseable {

  private final ClickHouseAddress address;
  private final Connection connection;
  private final Client client;

  private ClickHouse(ClickHouseAddress address, Connection connection, Client client) {
    this.address = address;
    this.connection = connection;
    this.client = client;
  }

  /// Connects and asks one question, so that a wrong address or password shows here.
  ///
  /// @param jdbcUrl see [ClickHouseAddress#parse]
  /// @throws IllegalArgumentException if it is not a JDBC URL of ClickHouse
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public static ClickHouse connect(String jdbcUrl) {
    var address = ClickHouseAddress.parse(jdbcUrl);
    var properties = new Properties();
    address.parameters().forEach(properties::setProperty);
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    Client client = null;
    try {
      var connection = DriverManager.getConnection(
          "jdbc:clickhouse:" + address.http() + "/" + address.database(), properties);
      client = new Client.Builder().addEndpoint(address.http().toString())
          .setUsername(address.user()).setPassword(address.password())
          .setDefaultDatabase(address.database()).build();
      var clickHouse = new ClickHouse(address, connection, client);
      clickHouse.query("SELECT 1", row -> row.getInt(1));
      return clickHouse;
    } catch (SQLException e) {
      throw failure(address, e);
    } catch (RuntimeException e) {
      if (client != null) {
        client.close();
      }
      throw e;
    }
  }

  /// Creates the tables and views of every dataset that do not exist yet, and replaces views of
  /// which another definition exists.
  ///
  /// @throws ClickHouseUnavailableException if that does not succeed
  public void createTables() {
    Datasets.all().list().forEach(dataset -> create(dataset.statements()));
  }

  /// Creates tables (`CREATE TABLE IF NOT EXISTS …`) that do not exist yet, and replaces views (`CREATE
  /// OR REPLACE VIEW …`) of which another definition exists, in this order.
  ///
  /// @throws ClickHouseUnavailableException if that does not succeed
  public void create(List<String> statements) {
    statements.forEach(new TableSetup(this)::run);
  }

  /// Runs a statement that answers nothing.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public synchronized void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(address, e);
    }
  }

  /// Runs a query and maps every row of its answer.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public synchronized <T> List<T> query(String sql, RowMapper<T> mapper) {
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
      var mapped = new ArrayList<T>();
      while (rows.next()) {
        mapped.add(mapper.map(rows));
      }
      return mapped;
    } catch (SQLException e) {
      throw failure(address, e);
    }
  }

  /// Runs a statement with named parameters, `{chain:String}`, and gives its whole answer.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public byte[] ask(String sql, Map<String, Object> parameters, QuerySettings settings)
      throws InterruptedException {
    try {
      return read(client.query(sql, parameters, settings).get());
    } catch (ExecutionException | IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private static byte[] read(QueryResponse answer) throws IOException {
    try {
      return answer.getInputStream().readAllBytes();
    } finally {
      release(answer);
    }
  }

  private static void release(QueryResponse answer) throws IOException {
    try {
      answer.close();
    } catch (Exception e) { // as it is declared
      throw new IOException(e);
    }
  }

  /// The client for bulk inserts.
  public Client client() {
    return client;
  }

  /// What a failure of the [#client()] means.
  ///
  /// @param thrown by it, or by a future of it
  public ClickHouseUnavailableException failure(Throwable thrown) {
    var cause =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    int code = cause instanceof ServerException refusal ? refusal.getCode() : 0;
    var reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new ClickHouseUnavailableException("ClickHouse at " + address + ": " + reason, code,
        cause);
  }

  /// Where it is, without secrets.
  public String host() {
    return address.toString();
  }

  @Override
  public void close() {
    client.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(address, e);
    }
  }

  private static ClickHouseUnavailableException failure(ClickHouseAddress address,
      SQLException e) {
    var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    var text = e.getErrorCode() == 516
        ? "ClickHouse at " + address + " refuses user `"
            + address.user() + "`: give the right user and password in --clickhouse"
        : "ClickHouse at " + address + ": " + message;
    return new ClickHouseUnavailableException(text, e.getErrorCode(), e);
  }
}
