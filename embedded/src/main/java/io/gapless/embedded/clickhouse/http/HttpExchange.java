package io.gapless.embedded.clickhouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request and its answer.
public final class HttpExchange {
  private final RequestHead head;
  private final SocketInput in;
  private final OutputStream out;
  private final RequestBody body;
  private @Nullable AnswerBody answer;
  private boolean answeredWhole;

  HttpExchange(RequestHead head, SocketInput in, OutputStream out) throws BadRequestException {
    this.head = head;
    this.in = in;
    this.out = out;
    this.body = RequestBody.of(head, in, out);
  }

  /// The first lines.
  public RequestHead head() {
    return head;
  }

  /// The body as it was sent; reading it tells a client that waits for `100 Continue` to go on.
  public InputStream body() {
    return body;
  }

  /// Whether the client closed the connection; only to be asked when the body was read to its end,
  /// and not while another thread asks. Waits for at most a millisecond.
  public boolean clientGone() {
    return body.isDone() && in.peerGone();
  }

  /// Whether the answer has begun.
  public boolean isAnswered() {
    return answer != null || answeredWhole;
  }

  /// Answers with all of it at once.
  public void answer(int status, Map<String, String> headers, byte[] content) throws IOException {
    answeredWhole = true;
    writeHead(status, headers, "Content-Length: " + content.length);
    if (!head.method().equals("HEAD")) {
      out.write(content);
    }
    out.flush();
  }

  /// Begins an answer of unknown length. A stream that is not closed tells the client that the body
  /// was cut.
  public OutputStream answer(int status, Map<String, String> headers) throws IOException {
    boolean chunked = head.keepAlive();
    writeHead(status, headers, chunked ? "Transfer-Encoding: chunked" : null);
    answer = new AnswerBody(out, chunked, head.method().equals("HEAD"));
    return answer;
  }

  private void writeHead(int status, Map<String, String> headers, @Nullable String framing)
      throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append(' ')
        .append(reason(status)).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ")
        .append(value.replace('\r', ' ').replace('\n', ' ')).append("\r\n"));
    if (framing != null) {
      text.append(framing).append("\r\n");
    }
    text.append(head.keepAlive()
        ? "Connection: Keep-Alive\r\nKeep-Alive: timeout=30\r\n\r\n"
        : "Connection: close\r\n\r\n");
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Whether another request may follow on the connection.
  boolean finish() throws IOException {
    boolean whole = answeredWhole || (answer != null && answer.isClosed());
    out.flush();
    return whole && head.keepAlive() && body.skipRest();
  }

  static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      default -> "Status " + status;
    };
  }
}
