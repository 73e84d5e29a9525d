package io.gapless.embedded.clickhouse.engine;

/// What a statement read and wrote, each 0 or more.
public record QueryCounts(long readRows, long readBytes, long writtenRows, long writtenBytes,
    long resultRows, long resultBytes) {

  /// Nothing read, nothing written.
  public static final QueryCounts NONE = new QueryCounts(0, 0, 0, 0, 0, 0);
}
