package io.gapless.processes.engine;

import org.apache.kafka.common.utils.Bytes;

/// A record on its way to a topic of a namespace, or to the dead letters.
///
/// @param topic whole name
/// @param value its bytes
record Outgoing(String topic, Bytes value) {}
