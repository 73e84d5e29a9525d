package io.gapless.embedded.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// The official JDBC driver as it comes, but for the password.
class JdbcIT {

  @Test
  void makesATableFillsItInBatchesAndReadsEveryType() throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      statement.execute("""
          CREATE OR REPLACE TABLE typed (id UInt64, amount UInt256, hash FixedString(4),
            at DateTime64(3, 'UTC'), list Array(UInt32), pairs Map(String, UInt8),
            both Tuple(String, Int32), maybe Nullable(String), price Decimal(18, 4))
          ENGINE = MergeTree ORDER BY id""");
      try (PreparedStatement insert = connection.prepareStatement(
          "INSERT INTO typed (id, amount, hash, at, maybe, price) VALUES (?, ?, ?, ?, ?, ?)")) {
        for (int id = 1; id <= 3; id++) {
          insert.setLong(1, id);
          insert.setObject(2, BigInteger.TWO.pow(255).add(BigInteger.valueOf(id)));
          insert.setString(3, "ab;'");
          insert.setObject(4, LocalDateTime.of(2024, 1, 31, 12, 0, 0, 123_000_000));
          insert.setString(5, id == 2 ? null : "it's \\ \n;");
          insert.setBigDecimal(6, new BigDecimal("12.3456"));
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).hasSize(3);
      }
      statement.execute("""
          INSERT INTO typed SELECT 4, 4, 'wxyz', toDateTime64('2024-02-01 00:00:00.5', 3, 'UTC'),
            [1, 2, 3], map('k', 7), ('t', -5), NULL, 1""");

      try (ResultSet rows = statement.executeQuery("SELECT * FROM typed ORDER BY id")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getObject("amount"))
            .isEqualTo(BigInteger.TWO.pow(255).add(BigInteger.ONE));
        assertThat(rows.getString("hash")).isEqualTo("ab;'");
        assertThat(rows.getTimestamp("at").toInstant()).hasToString("2024-01-31T12:00:00.123Z");
        assertThat(rows.getString("maybe")).isEqualTo("it's \\ \n;");
        assertThat(rows.getBigDecimal("price")).isEqualByComparingTo("12.3456");
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("maybe")).isNull();
        assertThat(rows.wasNull()).isTrue();
        assertThat(rows.next()).isTrue();
        assertThat(rows.next()).isTrue();
        assertThat((Object[]) rows.getArray("list").getArray())
            .extracting(Object::toString).containsExactly("1", "2", "3");
        assertThat(rows.getObject("pairs").toString()).isEqualTo("{k=7}");
        assertThat(rows.getObject("both")).isNotNull();
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void readsMetadataAndConnectionFacts() throws SQLException {
    try (Connection connection = connect()) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("2");
      try (ResultSet tables = connection.getMetaData().getTables(null, "system", "one", null)) {
        assertThat(tables.next()).isTrue();
      }
    }
  }

  @Test
  void streamsMoreRowsThanFitIntoABuffer() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number FROM numbers(1000000)")) {
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong(1);
      }
      assertThat(sum).isEqualTo(499_999_500_000L);
    }
  }

  @Test
  void hasTheErrorCodesOfAServer() throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      assertCode(60, () -> statement.executeQuery("SELECT * FROM no_such_table"));
      assertCode(62, () -> statement.executeQuery("SELECT FROM WHERE"));
      assertCode(395, () -> statement.executeQuery("SELECT throwIf(1)"));
      assertCode(115, () -> statement.executeQuery("SELECT 1 SETTINGS no_such_setting = 1"));
    }
  }

  @Test
  void isRefusedWithAWrongPassword() {
    assertThatThrownBy(() -> {
      try (Connection connection = connect("wrong");
          Statement statement =
              connection.createStatement()) {
        statement.executeQuery("SELECT 1");
      }
    }).isInstanceOf(SQLException.class).hasStackTraceContaining("Authentication failed");
  }

  private interface Action {
    void run() throws SQLException;
  }

  private static void assertCode(int code, Action action) {
    assertThatThrownBy(action::run).isInstanceOf(SQLException.class)
        .hasMessageContaining("Code: " + code + ".");
  }

  private static Connection connect() throws SQLException {
    return connect(TestFront.PASSWORD);
  }

  private static Connection connect(String password) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(Map.of("user", "default", "password", password));
    return DriverManager.getConnection(
        "jdbc:clickhouse://127.0.0.1:" + TestFront.uri().getPort() + "/default", properties);
  }

}
