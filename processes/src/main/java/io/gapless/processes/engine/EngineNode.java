package io.gapless.processes.engine;

import io.gapless.processes.ProcessTopics;
import io.gapless.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Who waits for answers.
///
/// @param name unique: who starts again is another one, and answers to the earlier are nobody's
/// @param replyPartition of the topic of replies, where it reads them
record EngineNode(String name, int replyPartition) {

  static EngineNode of(String host, ProcessTopics topics) {
    var name = host + "/" + UUID.randomUUID();
    return new EngineNode(name, Topics.keyPartition(name.getBytes(StandardCharsets.UTF_8),
        topics.replyPartitions()));
  }
}
