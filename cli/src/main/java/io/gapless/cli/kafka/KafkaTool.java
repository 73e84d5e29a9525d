package io.gapless.cli.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Kafka's own command line tools, by the names of its scripts (`kafka-topics.sh` is `topics`).
public enum KafkaTool {
  /// Creates, lists and describes topics.
  TOPICS("org.apache.kafka.tools.TopicCommand"),
  /// Prints records.
  CONSOLE_CONSUMER("org.apache.kafka.tools.consumer.ConsoleConsumer"),
  /// Sends records.
  CONSOLE_PRODUCER("org.apache.kafka.tools.ConsoleProducer"),
  /// Lists consumer groups, describes them, resets their offsets.
  CONSUMER_GROUPS("org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"),
  /// Lists groups of every kind.
  GROUPS("org.apache.kafka.tools.GroupsCommand"),
  /// Describes and resets groups of Kafka Streams.
  STREAMS_GROUPS("org.apache.kafka.tools.streams.StreamsGroupCommand"),
  /// Resets an application of Kafka Streams.
  STREAMS_APPLICATION_RESET("org.apache.kafka.tools.StreamsResetter"),
  /// Shows and alters configurations.
  CONFIGS("kafka.admin.ConfigCommand"),
  /// Shows the offsets of topics.
  GET_OFFSETS("org.apache.kafka.tools.GetOffsetShell"),
  /// Deletes records below an offset.
  DELETE_RECORDS("org.apache.kafka.tools.DeleteRecordsCommand"),
  /// Shows what is in files of the log.
  DUMP_LOG("org.apache.kafka.tools.DumpLogSegments"),
  /// Shows the size of partitions on disk.
  LOG_DIRS("org.apache.kafka.tools.LogDirsCommand"),
  /// Describes transactions, aborts hanging ones.
  TRANSACTIONS("org.apache.kafka.tools.TransactionsCommand"),
  /// Shows what the broker's protocol can do.
  BROKER_API_VERSIONS("org.apache.kafka.tools.BrokerApiVersionsCommand"),
  /// Shows and alters features.
  FEATURES("org.apache.kafka.tools.FeatureCommand"),
  /// Shows the state of the controllers.
  METADATA_QUORUM("org.apache.kafka.tools.MetadataQuorumCommand"),
  /// Elects leaders.
  LEADER_ELECTION("org.apache.kafka.tools.LeaderElectionCommand"),
  /// Moves partitions.
  REASSIGN_PARTITIONS("org.apache.kafka.tools.reassign.ReassignPartitionsCommand"),
  /// Shows and alters permissions.
  ACLS("org.apache.kafka.tools.AclCommand"),
  /// Measures producing.
  PRODUCER_PERF_TEST("org.apache.kafka.tools.ProducerPerformance"),
  /// Measures consuming.
  CONSUMER_PERF_TEST("org.apache.kafka.tools.ConsumerPerformance");

  private final String mainClass;

  KafkaTool(String mainClass) {
    this.mainClass = mainClass;
  }

  /// The tool of this name, with or without `kafka-` before and `.sh` after it.
  public static Optional<KafkaTool> named(String name) {
    var bare = name.replaceFirst("^kafka-", "").replaceFirst("\\.sh$", "");
    return Arrays.stream(values()).filter(tool -> tool.label().equals(bare)).findFirst();
  }

  /// Every name, for messages.
  public static String names() {
    return Arrays.stream(values()).map(KafkaTool::label).collect(Collectors.joining(", "));
  }

  /// Its name on the command line.
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// Whether it asks a broker at all.
  public boolean needsBroker() {
    return this != DUMP_LOG;
  }

  /// The class with its `main`.
  public String mainClass() {
    return mainClass;
  }

  /// Whether one of the arguments is this option.
  static boolean has(List<String> arguments, String option) {
    return arguments.stream()
        .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
  }
}
