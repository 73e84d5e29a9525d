package io.gapless.processes.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may ask: whoever has the token; without one, programs of this machine, and no web page that a
/// browser on it was lured to.
///
/// @param token that requests have to bring; null: none
record Guard(@Nullable Secret token) {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);
  private static final String SCHEME = "Bearer ";

  /// Refuses whoever may not, with a [RefusedException].
  void check(String path, Headers headers) {
    if (token == null) {
      // a page under a name that leads to this machine, or from elsewhere
      checkLocal("http://" + headers.getFirst("Host"));
      if (headers.containsKey("Origin")) {
        checkLocal(headers.getFirst("Origin"));
      }
    } else if (!path.equals("/health")) {
      var given = headers.getFirst("Authorization");
      if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
          || !token.matches(given.substring(SCHEME.length()))) {
        throw new RefusedException(401, "unauthorized",
            "the header Authorization: Bearer … is missing or has another token",
            Map.of("WWW-Authenticate", "Bearer"));
      }
    }
  }

  private static void checkLocal(String site) {
    try {
      if (LOOPBACK.matcher(String.valueOf(URI.create(site).getHost())).matches()) {
        return;
      }
    } catch (IllegalArgumentException _) {
      // not a site: refused below
    }
    throw new RefusedException(403, "forbidden",
        "without a token, requests go to localhost and do not come from a web page elsewhere");
  }
}
