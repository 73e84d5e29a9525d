package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.compression.BlockOutput;
import io.gapless.embedded.clickhouse.compression.ContentCoding;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.engine.QueryCounts;
import io.gapless.embedded.clickhouse.http.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A result on its way to the client: held back while it is small, so that an error gets its status
/// and the summary its numbers; streamed once it is not. With `wait_end_of_query` all of it is held,
/// in a file.
final class HeldAnswer extends OutputStream {
  private static final int HELD_BYTES = 1 << 16;

  private final HttpExchange exchange;
  private final boolean blocks;
  private final Optional<ContentCoding> coding;
  private final Map<String, String> headers;
  private final @Nullable InsertSpool spool;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private @Nullable SpoolFile file;
  private @Nullable OutputStream out;

  /// @param headers of the answer whatever comes
  /// @param spool where a result waits for its end; null where it need not
  HeldAnswer(HttpExchange exchange, QueryRequest request, Map<String, String> headers,
      @Nullable InsertSpool spool) {
    this.exchange = exchange;
    this.blocks = request.compress();
    this.coding = request.answerCoding();
    this.headers = new LinkedHashMap<>(headers);
    this.spool = spool;
    coding.ifPresent(used -> this.headers.put("Content-Encoding", used.token()));
  }

  /// Adds a header; without effect once the answer streams.
  void header(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[]{(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (out != null) {
      out.write(bytes, offset, length);
    } else if (file != null) {
      file.write(bytes, offset, length);
    } else if (held.size() + length <= HELD_BYTES) {
      held.write(bytes, offset, length);
    } else if (spool != null) {
      file = spool.create();
      held.writeTo(file);
      file.write(bytes, offset, length);
    } else {
      OutputStream opened = open(200);
      held.writeTo(opened);
      opened.write(bytes, offset, length);
    }
  }

  /// The result is complete.
  void finish(QueryCounts counts, long elapsedNanos) throws IOException {
    header("X-ClickHouse-Summary", summary(counts, elapsedNanos));
    SpoolFile waiting = file;
    if (waiting != null) {
      waiting.close();
      try (OutputStream opened = open(200)) {
        Files.copy(waiting.path(), opened);
      } finally {
        waiting.delete();
      }
    } else if (out != null) {
      out.close();
    } else {
      exchange.answer(200, headers, encoded(held.toByteArray()));
    }
  }

  /// The query failed: with a status where nothing was sent yet, else the text follows what was sent
  /// and the body is cut.
  ///
  /// @param text as ClickHouse words it
  void fail(EngineException error, String text) throws IOException {
    discard();
    byte[] message = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (out != null) {
      out.write(message);
      out.flush();
      return;
    }
    header("X-ClickHouse-Exception-Code", Integer.toString(error.code()));
    header("Content-Type", "text/plain; charset=UTF-8");
    exchange.answer(ErrorStatus.of(error.code()), headers, encoded(message));
  }

  /// Removes what waits in a file.
  void discard() throws IOException {
    if (file != null) {
      file.delete();
      file = null;
    }
  }

  private OutputStream open(int status) throws IOException {
    OutputStream opened = coded(exchange.answer(status, headers));
    out = opened;
    return opened;
  }

  private byte[] encoded(byte[] content) throws IOException {
    if (!blocks && coding.isEmpty()) {
      return content;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream = coded(bytes)) {
      stream.write(content);
    }
    return bytes.toByteArray();
  }

  private OutputStream coded(OutputStream stream) throws IOException {
    OutputStream body = coding.isPresent() ? coding.get().encoding(stream) : stream;
    return blocks ? new BlockOutput(body) : body;
  }

  private static String summary(QueryCounts counts, long elapsedNanos) {
    return ("{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\","
        + "\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\","
        + "\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}").formatted(counts.readRows(),
            counts.readBytes(), counts.writtenRows(), counts.writtenBytes(),
            Math.max(counts.resultRows(), counts.writtenRows()),
            Math.max(counts.resultBytes(), counts.writtenBytes()), elapsedNanos);
  }
}
