package io.gapless.schemas.clickhouse;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Where a ClickHouse server is and who asks, as a JDBC URL says it:
/// `jdbc:clickhouse://host:8123/database?user=…&password=…&ssl=true`.
///
/// @param http the server's HTTP interface, without credentials
/// @param parameters the rest of the URL's parameters
public record ClickHouseAddress(URI http, String database, String user, String password,
    Map<String, String> parameters) {

  public ClickHouseAddress { parameters = Map.copyOf(parameters); }

  /// Reads a JDBC URL.
  ///
  /// @throws IllegalArgumentException if it is not a JDBC URL of ClickHouse; the message does not
  /// repeat the URL, which may hold a password
  public static ClickHouseAddress parse(String jdbcUrl) {
    var rest = jdbcUrl.replaceFirst("^jdbc:(clickhouse|ch):(https?:)?", "");
    if (!jdbcUrl.startsWith("jdbc:") || !rest.startsWith("//")) {
      throw new IllegalArgumentException(
          "not a JDBC URL of ClickHouse; it looks like jdbc:clickhouse://host:8123/default");
    }
    URI uri;
    try {
      uri = new URI("http:" + rest);
    } catch (URISyntaxException e) {
      // without the cause: its text repeats the URL
      throw new IllegalArgumentException("the JDBC URL of ClickHouse has a character that has to be"
          + " percent-encoded");
    }
    var parameters = new HashMap<String, String>();
    if (uri.getRawQuery() != null) {
      for (var pair : uri.getRawQuery().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    var user = parameters.remove("user");
    var password = parameters.remove("password");
    if (uri.getUserInfo() != null) {
      var parts = uri.getUserInfo().split(":", 2);
      user = user == null ? parts[0] : user;
      password = password == null && parts.length > 1 ? parts[1] : password;
    }
    boolean tls = jdbcUrl.contains(":https:") || "true".equals(parameters.remove("ssl"));
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 8443 : 8123;
    var path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    return new ClickHouseAddress(
        URI.create((tls ? "https://" : "http://") + uri.getHost() + ":" + port),
        path.isEmpty() ? "default" : path, user == null ? "default" : user,
        password == null ? "" : password, parameters);
  }

  /// Host, port and database, without secrets.
  @Override
  public String toString() {
    return http + "/" + database;
  }
}
