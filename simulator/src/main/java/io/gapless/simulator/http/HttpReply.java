package io.gapless.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// A reply whose body is written when it is sent.
///
/// @param status e.g. 200
/// @param headers beside those that frame the body
/// @param body writes the body
public record HttpReply(int status, Map<String, String> headers, Body body) {
  /// Writes a body.
  @FunctionalInterface
  public interface Body {
    /// Writes all of it, and does not close the stream.
    void writeTo(OutputStream out) throws IOException;
  }

  public HttpReply { headers = Map.copyOf(headers); }

  /// A short reply of plain text.
  public static HttpReply text(int status, String text) {
    return new HttpReply(status, Map.of("Content-Type", "text/plain; charset=utf-8"),
        out -> out.write(text.getBytes(UTF_8)));
  }
}
