package io.gapless.processes.engine;

import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.serde.RecordSerdes;

/// What the processors of all partitions of an engine share.
///
/// @param node this engine's name
/// @param topics of the application
/// @param serdes for commands and dead letters
/// @param encoder for the namespaces' topics
/// @param commands the log
/// @param steps execution of user code
/// @param questions of this engine's callers
/// @param replies to other engines' callers
/// @param hosts partitions whose state lies here
/// @param metrics of this engine
record EngineParts(String node, ProcessTopics topics, RecordSerdes serdes, SinkEncoder encoder,
    CommandLog commands, Steps steps, Questions questions, Replies replies, Hosts hosts,
    EngineMetrics metrics) {}
