package io.gapless.sink;

/// How far a replay is.
///
/// @param offsets offsets to pass; some hold no record but a transaction's marker
/// @param passed offsets that were read past
/// @param read records among them, whether they were wanted or not
/// @param rows rows inserted
/// @param unreadable records that went to the dead-letter topic
public record ReplayCounts(long offsets, long passed, long read, long rows, long unreadable) {}
