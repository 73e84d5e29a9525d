package io.gapless.chains.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The address of a server: a secret URL, since keys stand in it, and a public name for logs,
/// records and errors. Two endpoints are equal where their URLs are.
public final class Endpoint {

  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
  /// Shorter path parts are words such as `v2` or `eth`, longer ones may be keys.
  private static final int SHORTEST_SECRET = 6;

  private final URI uri;
  private final String name;
  private final Optional<String> authorization;
  private final List<String> secrets;

  private Endpoint(URI uri, String name, Optional<String> authorization, List<String> secrets) {
    this.uri = uri;
    this.name = name;
    this.authorization = authorization;
    this.secrets = secrets;
  }

  /// The endpoint at a URL (`http`, `https`, `ws` or `wss`). Refuses anything else with an
  /// [IllegalArgumentException] whose message does not repeat the URL.
  public static Endpoint of(String url) {
    String trimmed = url.strip();
    URI given;
    try {
      given = new URI(trimmed);
    } catch (URISyntaxException e) {
      // The cause is left out: its message holds the URL.
      throw new IllegalArgumentException(
          "endpoint is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
    }
    String scheme =
        given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || given.getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint is not a URL such as https://host/key (http, https, ws and wss are known)");
    }
    return new Endpoint(withoutUser(given), host(given) + "#" + digest(trimmed), basic(given),
        secrets(trimmed, given));
  }

  private static String host(URI given) {
    return given.getHost() + (given.getPort() < 0 ? "" : ":" + given.getPort());
  }

  private static String digest(String url) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(url.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static URI withoutUser(URI given) {
    if (given.getRawUserInfo() == null) {
      return given;
    }
    return URI
        .create(given.toString().replaceFirst(Pattern.quote(given.getRawUserInfo() + "@"), ""));
  }

  private static Optional<String> basic(URI given) {
    return Optional.ofNullable(given.getUserInfo())
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
  }

  private static List<String> secrets(String url, URI given) {
    var longestFirst = new TreeSet<String>(
        Comparator.comparingInt(String::length).reversed()
            .thenComparing(Comparator.naturalOrder()));
    longestFirst.add(url);
    longestFirst.add(withoutUser(given).toString());
    String path = Objects.requireNonNullElse(given.getRawPath(), "");
    String query = Objects.requireNonNullElse(given.getRawQuery(), "");
    String user = Objects.requireNonNullElse(given.getRawUserInfo(), "");
    for (String part : (path + "/" + query + "/" + user).split("[/&=:;]", -1)) {
      String plain = URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
      if (part.length() >= SHORTEST_SECRET) {
        longestFirst.add(part);
        longestFirst.add(plain);
      }
    }
    basic(given).ifPresent(header -> longestFirst.add(header.substring("Basic ".length())));
    if (user.contains(":")) {
      longestFirst.add(user.substring(user.indexOf(':') + 1));
    }
    longestFirst.remove("");
    return List.copyOf(longestFirst);
  }

  /// Where to send requests: **secret**. User and password are not in it, see [#authorization()].
  public URI uri() {
    return uri;
  }

  /// Host, port where given, and 8 digits of the SHA-256 of the whole URL: safe to show.
  public String name() {
    return name;
  }

  /// Host, and port where given: the name without its digest. Endpoints of one host are one
  /// operator's, with several keys.
  public String host() {
    return host(uri);
  }

  /// The value of the `Authorization` header, where the URL names a user: **secret**.
  public Optional<String> authorization() {
    return authorization;
  }

  /// The text with every part of the URL that may be a key replaced by `***`.
  public String redact(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that
        && uri.equals(that.uri)
        && authorization.equals(that.authorization);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uri, authorization);
  }

  @Override
  public String toString() {
    return name;
  }
}
