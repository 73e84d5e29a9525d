package io.gapless.embedded.clickhouse.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The first lines of a request.
///
/// @param method e.g. `POST`
/// @param path e.g. `/`, decoded
/// @param parameters of the URL in their order, decoded; of two of a name the last counts, but two
///     `query` are joined, as ClickHouse does
/// @param headers by name in lower case; several of a name are joined with commas
/// @param keepAlive whether the client wants to go on after this one
public record RequestHead(String method, String path, Map<String, String> parameters,
    Map<String, String> headers, boolean keepAlive) {
  private static final int MAX_HEADERS = 200;

  /// A header's value.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// A parameter of the URL.
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  static RequestHead read(SocketInput in) throws IOException {
    String first = in.line();
    if (first.isEmpty()) {
      first = in.line();
    }
    String[] words = first.split(" ", 3);
    if (words.length < 3 || !words[2].startsWith("HTTP/1.")) {
      throw new BadRequestException(400, "not a request of HTTP/1.1");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= MAX_HEADERS) {
        throw new BadRequestException(400, "not a header, or too many of them");
      }
      headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(), (one, other) -> one + "," + other);
    }
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean keepAlive = words[2].equals("HTTP/1.0")
        ? connection.contains("keep-alive")
        : !connection.contains("close");
    int question = words[1].indexOf('?');
    String path = question < 0 ? words[1] : words[1].substring(0, question);
    return new RequestHead(words[0], decoded(path),
        question < 0 ? Map.of() : parameters(words[1].substring(question + 1)), headers,
        keepAlive);
  }

  static Map<String, String> parameters(String query) throws BadRequestException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String item : query.split("&", -1)) {
      if (!item.isEmpty()) {
        int equals = item.indexOf('=');
        String name = decoded(equals < 0 ? item : item.substring(0, equals));
        String value = equals < 0 ? "" : decoded(item.substring(equals + 1));
        parameters.merge(name, value,
            (one, other) -> name.equals("query") ? one + other : other);
      }
    }
    return parameters;
  }

  private static String decoded(String text) throws BadRequestException {
    try {
      // The head was read byte by byte; a client may send UTF-8 without escaping it.
      return URLDecoder.decode(
          new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
          StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, "the URL holds a % without two hexadecimal digits");
    }
  }
}
