package io.gapless.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Answers one client's requests one after the other, until either side closes.
final class HttpConnection {
  private static final int MAX_LINE = 1 << 14;
  private static final int MAX_BODY = 1 << 26;

  private final Socket socket;
  private final HttpListener.Handler handler;
  private final boolean gzip;

  HttpConnection(Socket socket, HttpListener.Handler handler, boolean gzip) {
    this.socket = socket;
    this.handler = handler;
    this.gzip = gzip;
  }

  void run() throws IOException, InterruptedException {
    socket.setTcpNoDelay(true);
    var in = new BufferedInputStream(socket.getInputStream());
    var out = new BufferedOutputStream(socket.getOutputStream());
    boolean open = true;
    while (open) {
      HttpRequest request = read(in, out);
      if (request == null) {
        return;
      }
      open = !request.header("connection").equalsIgnoreCase("close");
      send(request, handler.answer(request), out, open);
    }
  }

  private void send(HttpRequest request, HttpReply reply, OutputStream out, boolean keepOpen)
      throws IOException {
    if (reply.ending() == HttpReply.Ending.RESET_BEFORE) {
      reset();
    }
    boolean compressed = gzip && reply.ending() == HttpReply.Ending.WHOLE
        && request.header("accept-encoding").contains("gzip");
    var head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    reply.headers().forEach((name, value) -> header(head, name, value));
    header(head, "Connection", keepOpen ? "keep-alive" : "close");
    if (reply.ending() == HttpReply.Ending.RESET_MIDWAY) {
      sendHalf(head, reply, out);
    }
    if (compressed) {
      header(head, "Content-Encoding", "gzip");
    }
    var body = new BodyStream(out, head);
    if (compressed) {
      var zipped = new GZIPOutputStream(body, 1 << 14);
      reply.body().writeTo(zipped);
      zipped.finish();
    } else {
      reply.body().writeTo(body);
    }
    body.finish();
  }

  private void sendHalf(StringBuilder head, HttpReply reply, OutputStream out) throws IOException {
    var body = new ByteArrayOutputStream();
    reply.body().writeTo(body);
    header(head, "Content-Length", String.valueOf(body.size()));
    out.write(head.append("\r\n").toString().getBytes(US_ASCII));
    out.write(body.toByteArray(), 0, body.size() / 2);
    out.flush();
    reset();
  }

  /// Ends the connection at once: with no time to linger, closing it sends a reset.
  private void reset() throws IOException {
    socket.setSoLinger(true, 0);
    throw new SocketException("reset on purpose");
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static @Nullable HttpRequest read(InputStream in, OutputStream out) throws IOException {
    String start = readLine(in);
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", 3);
    if (parts.length < 3) {
      throw new ProtocolException("not an HTTP request: " + start);
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = requireLine(in); !line.isEmpty(); line = requireLine(in)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not an HTTP header: " + line);
      }
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
    return new HttpRequest(parts[0], parts[1], headers, readBody(in, headers));
  }

  private static byte[] readBody(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      var body = new ByteArrayOutputStream();
      for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
        body.write(readExactly(in, length, body.size()));
        requireLine(in);
      }
      String trailer = requireLine(in);
      while (!trailer.isEmpty()) {
        trailer = requireLine(in);
      }
      return body.toByteArray();
    }
    try {
      return readExactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")), 0);
    } catch (NumberFormatException e) {
      throw new ProtocolException("not a content length: " + headers.get("content-length"));
    }
  }

  private static int chunkLength(InputStream in) throws IOException {
    String line = requireLine(in);
    try {
      return Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new ProtocolException("not a chunk length: " + line);
    }
  }

  private static byte[] readExactly(InputStream in, int length, int before) throws IOException {
    if (length < 0 || length > MAX_BODY - before) {
      throw new ProtocolException("request body of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("request body cut off");
    }
    return bytes;
  }

  private static String requireLine(InputStream in) throws IOException {
    String line = readLine(in);
    if (line == null) {
      throw new EOFException("request cut off");
    }
    return line;
  }

  private static @Nullable String readLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.size() == MAX_LINE) {
        throw new ProtocolException("line of more than " + MAX_LINE + " bytes");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
