package io.gapless.cli.options;

import io.gapless.schemas.clickhouse.ClickHouseAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads addresses of servers; what is wrong is said without repeating what may be a secret.
public final class Servers {

  private static final String REGISTRY_API = "/apis/registry/v3";
  private static final String HOST_PORT = "(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):([1-9][0-9]{0,4})";

  private Servers() {}

  /// Addresses of Kafka: `host:port`, several with commas between.
  public static final class Kafka implements ITypeConverter<String> {

    /// Made by picocli.
    public Kafka() {}

    @Override
    public String convert(String text) {
      for (String server : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
        if (!server.matches(HOST_PORT)
            || Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)) > 65_535) {
          throw new TypeConversionException(
              "'" + server + "' is not HOST:PORT, e.g. 127.0.0.1:9092");
        }
      }
      return text.replace(" ", "");
    }
  }

  /// The registry's address; without a path, its API's path is added.
  public static final class Registry implements ITypeConverter<URI> {

    /// Made by picocli.
    public Registry() {}

    @Override
    public URI convert(String text) {
      URI uri = url(text, "http", "https");
      return uri.getPath().replace("/", "").isEmpty() ? uri.resolve(REGISTRY_API) : uri;
    }
  }

  /// A JDBC URL of ClickHouse.
  public static final class ClickHouse implements ITypeConverter<String> {

    /// Made by picocli.
    public ClickHouse() {}

    @Override
    public String convert(String text) {
      try {
        var address = ClickHouseAddress.parse(text);
        if (address.http().getHost() == null) {
          throw new TypeConversionException("it names no host; it looks like "
              + "jdbc:clickhouse://host:8123/default");
        }
        return text;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /// The URL of a node that speaks WebSocket.
  public static final class SocketNode implements ITypeConverter<URI> {

    /// Made by picocli.
    public SocketNode() {}

    @Override
    public URI convert(String text) {
      return url(text, "ws", "wss");
    }
  }

  /// The URL of a node that speaks HTTP.
  public static final class Node implements ITypeConverter<URI> {

    /// Made by picocli.
    public Node() {}

    @Override
    public URI convert(String text) {
      return url(text, "http", "https");
    }
  }

  /// An address to listen on: a port of 127.0.0.1, or `host:port`.
  public static final class Listener implements ITypeConverter<InetSocketAddress> {

    /// Made by picocli.
    public Listener() {}

    @Override
    public InetSocketAddress convert(String text) {
      int colon = text.lastIndexOf(':');
      int port = new Port().convert(text.substring(colon + 1));
      if (port == 0) {
        throw new TypeConversionException("a port that is any free one is one that nobody knows");
      }
      var address = colon < 0
          ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
          : new InetSocketAddress(text.substring(0, colon), port);
      if (address.isUnresolved()) {
        throw new TypeConversionException("unknown host '" + text.substring(0, colon) + "'");
      }
      return address;
    }
  }

  /// A port to listen on.
  public static final class Port implements ITypeConverter<Integer> {

    /// Made by picocli.
    public Port() {}

    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
        throw new TypeConversionException(
            "'" + text + "' is not a port from 1 to 65535, or 0 for any free one");
      }
      return Integer.parseInt(text);
    }
  }

  private static URI url(String text, String... schemes) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      // without the cause: its text repeats the URL
      throw new TypeConversionException("it is not a URL: " + e.getReason() + " at character "
          + (e.getIndex() + 1));
    }
    if (uri.getHost() == null || !Arrays.asList(schemes).contains(uri.getScheme())) {
      throw new TypeConversionException(
          "it is not a URL that begins with " + String.join(":// or ", schemes) + "://");
    }
    return uri;
  }
}
