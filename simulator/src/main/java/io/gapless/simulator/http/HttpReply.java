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
/// @param ending how the reply ends
public record HttpReply(int status, Map<String, String> headers, Body body, Ending ending) {
  /// How a reply ends.
  public enum Ending {
    /// With all of it sent.
    WHOLE,
    /// With a reset of the connection before anything is sent.
    RESET_BEFORE,
    /// With a reset of the connection after half of the body.
    RESET_MIDWAY
  }

  /// Writes a body.
  @FunctionalInterface
  public interface Body {
    /// Writes all of it, and does not close the stream.
    void writeTo(OutputStream out) throws IOException;
  }

  public HttpReply { headers = Map.copyOf(headers); }

  /// A reply that is sent whole.
  public HttpReply(int status, Map<String, String> headers, Body body) {
    this(status, headers, body, Ending.WHOLE);
  }

  /// The same with another body.
  public HttpReply withBody(Body body) {
    return new HttpReply(status, headers, body, ending);
  }

  /// The same with another ending.
  public HttpReply withEnding(Ending ending) {
    return new HttpReply(status, headers, body, ending);
  }

  /// A short reply of plain text.
  public static HttpReply text(int status, String text) {
    return new HttpReply(status, Map.of("Content-Type", "text/plain; charset=utf-8"),
        out -> out.write(text.getBytes(UTF_8)));
  }
}
