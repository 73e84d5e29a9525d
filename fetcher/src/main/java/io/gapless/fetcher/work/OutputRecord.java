package io.gapless.fetcher.work;

/// A record to be written, encoded.
///
/// @param topic the topic's whole name
/// @param value bytes in the Confluent wire format
@SuppressWarnings("ArrayRecordComponent") // written once, compared never: copies would cost
public record OutputRecord(String topic, byte[] key, byte[] value) {}
