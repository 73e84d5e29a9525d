package io.gapless.simulator.http;

import java.util.Map;

/// A request with its whole body.
///
/// @param method e.g. `POST`
/// @param path with the query
/// @param headers by name in lower case
/// @param body empty where there is none
@SuppressWarnings("ArrayRecordComponent") // never compared, never a key
public record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {
  /// The header's value, or the empty string.
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
