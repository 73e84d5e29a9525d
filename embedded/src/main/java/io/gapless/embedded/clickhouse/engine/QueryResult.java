package io.gapless.embedded.clickhouse.engine;

/// What a statement gave.
///
/// @param data the result in the format asked for; nothing where it went elsewhere. Not copied: the
///     receiver owns it
/// @param counts what it read and wrote
@SuppressWarnings("ArrayRecordComponent")
public record QueryResult(byte[] data, QueryCounts counts) {}
