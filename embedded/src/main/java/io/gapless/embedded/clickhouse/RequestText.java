package io.gapless.embedded.clickhouse;

import io.gapless.embedded.clickhouse.compression.BlockInput;
import io.gapless.embedded.clickhouse.compression.ContentCoding;
import io.gapless.embedded.clickhouse.engine.EngineException;
import io.gapless.embedded.clickhouse.http.HttpExchange;
import io.gapless.embedded.clickhouse.sql.Statement;
import io.gapless.embedded.clickhouse.sql.StatementReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/// A statement and the data that came with it. ClickHouse takes the statement from the URL, the
/// body, or both, joined by a line end; an insert's data is what follows.
///
/// @param statement what to do
/// @param data of an insert, to be read to its end; else empty
record RequestText(Statement statement, InputStream data) {
  private static final int FIRST_BYTES = 1 << 16;
  private static final int MAX_INSERT_HEAD_BYTES = 1 << 22;
  private static final int MAX_STATEMENT_BYTES = 1 << 23;

  static RequestText read(HttpExchange exchange, QueryRequest request) throws IOException {
    InputStream body = body(exchange, request);
    String inUrl = SqlText.ofText(request.query());
    if (!inUrl.isBlank()) {
      Statement statement = StatementReader.read(inUrl, true).orElseThrow();
      if (statement instanceof Statement.Insert insert) {
        if (insert.dataStart() < inUrl.length()) {
          byte[] begun = SqlText.toBytes(inUrl.substring(insert.dataStart()) + "\n");
          return new RequestText(insert,
              new SequenceInputStream(new ByteArrayInputStream(begun), body));
        }
        if (insert.format().isPresent() || request.format().isPresent()) {
          return new RequestText(insert, body);
        }
      }
    }
    return read(inUrl.isBlank() ? "" : inUrl + "\n", body);
  }

  /// Reads as much of the body as it takes to know where the data begins.
  private static RequestText read(String before, InputStream body) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(SqlText.toBytes(before));
    int wanted = FIRST_BYTES;
    boolean complete = false;
    while (true) {
      byte[] more = body.readNBytes(wanted);
      complete = more.length < wanted;
      text.writeBytes(more);
      String so = SqlText.ofBytes(text.toByteArray());
      Optional<Statement> statement = StatementReader.read(so, complete);
      if (statement.isPresent()) {
        int dataStart = statement.get() instanceof Statement.Insert insert
            ? insert.dataStart()
            : so.length();
        InputStream begun = new ByteArrayInputStream(SqlText.toBytes(so.substring(dataStart)));
        return new RequestText(statement.get(), new SequenceInputStream(begun, body));
      }
      boolean insert = so.stripLeading().regionMatches(true, 0, "INSERT", 0, 6);
      if (text.size() > (insert ? MAX_INSERT_HEAD_BYTES : MAX_STATEMENT_BYTES)) {
        throw EngineException.of(62, "SYNTAX_ERROR", insert
            ? "Syntax error: no VALUES, FORMAT or SELECT in the first "
                + MAX_INSERT_HEAD_BYTES + " bytes of an INSERT"
            : "Syntax error: a statement is longer than " + MAX_STATEMENT_BYTES + " bytes");
      }
      wanted = text.size();
    }
  }

  private static InputStream body(HttpExchange exchange, QueryRequest request) throws IOException {
    InputStream body = exchange.body();
    Optional<String> named = exchange.head().header("content-encoding")
        .filter(coding -> !coding.isBlank() && !coding.equalsIgnoreCase("identity"));
    if (named.isPresent()) {
      ContentCoding coding = ContentCoding.named(named.get())
          .orElseThrow(() -> EngineException.of(89, "UNKNOWN_COMPRESSION_METHOD",
              "Unknown compression method: " + named.get()
                  + ", known are lz4, zstd, gzip and deflate"));
      body = coding.decoded(body);
    }
    return request.decompress() ? new BlockInput(body) : body;
  }
}
