package io.gapless.processes;

import io.gapless.schemas.topic.TopicCreation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// Topics of an engine of processes.
///
/// @param prefix stands before every name, and names the application
/// @param partitions of the log of commands: fixed for ever, for they decide where a process lives
/// @param replication replicas of each partition; −1: the broker's default
public record ProcessTopics(String prefix, int partitions, short replication) {

  private static final int REPLY_PARTITIONS = 4;
  private static final long DAY_MILLIS = 86_400_000L;

  /// The log of commands.
  public String commands() {
    return prefix + "processes.commands";
  }

  /// Answers for engines that do not own the process that they asked about.
  public String replies() {
    return prefix + "processes.replies";
  }

  /// What nobody can read.
  public String deadLetter() {
    return prefix + "dead-letter";
  }

  /// Partitions of the topic of replies.
  public int replyPartitions() {
    return REPLY_PARTITIONS;
  }

  /// Creates those that do not exist yet, and topics that namespaces tell of their processes on.
  ///
  /// @throws io.gapless.schemas.topic.TopicsUnavailableException if the broker refuses or cannot be
  ///     reached
  public void create(Admin admin, Collection<String> told) {
    var wanted = new ArrayList<NewTopic>();
    // one clock a partition: time in the state is the log's, whatever clients believe
    wanted.add(new NewTopic(commands(), partitions, replication).configs(Map.of(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
        TopicConfig.RETENTION_MS_CONFIG, Long.toString(7 * DAY_MILLIS))));
    wanted.add(topic(replies(), REPLY_PARTITIONS, DAY_MILLIS / 24));
    wanted.add(topic(deadLetter(), 1, 30 * DAY_MILLIS));
    told.stream().distinct().forEach(name -> wanted.add(topic(name, partitions, 7 * DAY_MILLIS)));
    TopicCreation.ofMissing(admin, List.copyOf(wanted), prefix);
  }

  private NewTopic topic(String name, int count, long retentionMillis) {
    return new NewTopic(name, count, replication)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retentionMillis)));
  }
}
