package io.gapless.schemas.topic;

import io.gapless.schemas.record.LifecycleEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Utils;

/// Every topic of the pipeline, by name.
///
/// @param prefix stands before every name, `gapless.` by default
/// @param partitions partition counts that differ from the defaults, by name without prefix
/// (`work` and `enrich` for those of all chains)
/// @param replication replicas of each topic's partitions; −1: the broker's default
public record Topics(String prefix, Map<String, Integer> partitions, short replication) {

  /// The prefix unless told otherwise.
  public static final String DEFAULT_PREFIX = "gapless.";
  private static final int WORK_PARTITIONS = 64;
  private static final int ENRICH_PARTITIONS = 16;
  private static final int OUTPUT_PARTITIONS = 8;
  private static final long DAY_MILLIS = 86_400_000L;

  public Topics { partitions = Map.copyOf(partitions); }

  /// The default catalogue.
  public static Topics withDefaults() {
    return new Topics(DEFAULT_PREFIX, Map.of(), (short) -1);
  }

  /// Jobs wished for: from users to the planner.
  public String requests() {
    return prefix + "requests";
  }

  /// Jobs and their states, written by the planner alone.
  public String jobs() {
    return prefix + "jobs";
  }

  /// Work for the fetchers of one chain.
  public String work(String chain) {
    return prefix + "work." + chain;
  }

  /// The chain of a work topic, the inverse of [#work].
  public String chainOfWork(String topic) {
    return topic.substring(prefix.length() + "work.".length());
  }

  /// A regular expression that matches every work topic.
  public String workPattern() {
    return Pattern.quote(prefix + "work.") + ".+";
  }

  /// Batches of transactions for the enrichers of one chain.
  public String enrich(String chain) {
    return prefix + "enrich." + chain;
  }

  /// What became of those batches.
  public String enrichments() {
    return prefix + "enrichments";
  }

  /// A topic by the name that a schema's property `topic` gives it.
  public String named(String name) {
    return prefix + name;
  }

  /// Outcomes of leaves.
  public String coverage() {
    return prefix + "coverage";
  }

  /// What the gap detector knows of each job.
  public String verdicts() {
    return prefix + "verdicts";
  }

  /// What the gap detector's loop found, for its own topology.
  public String findings() {
    return prefix + "findings";
  }

  /// How far each day of each job is.
  public String checkpoints() {
    return prefix + "checkpoints";
  }

  /// Signs of life.
  public String heartbeats() {
    return prefix + "heartbeats";
  }

  /// Lifecycle events.
  public String events() {
    return prefix + "notify";
  }

  /// The key of a lifecycle event: events of one thing stay in order.
  public static String keyOf(LifecycleEvent event) {
    return event.getNamespace() + " " + event.getId();
  }

  /// Records and answers that could not be used.
  public String deadLetter() {
    return prefix + "dead-letter";
  }

  /// The fetchers' consumer group of a chain.
  public String fetcherGroup(String chain) {
    return prefix + "fetcher." + chain;
  }

  /// The enrichers' consumer group of a chain.
  public String enricherGroup(String chain) {
    return prefix + "enricher." + chain;
  }

  /// The sinks' consumer group.
  public String sinkGroup() {
    return prefix + "sink";
  }

  /// Partition of a work: neighbours of a job lie in different partitions, so that a job of one
  /// day keeps the whole fleet busy.
  ///
  /// @param number number of the work in its job, 0 or more
  public static int workPartition(String jobId, long number, int partitions) {
    int start = Utils.toPositive(Utils.murmur2(Utils.utf8(jobId))) % partitions;
    return (int) ((start + number) % partitions);
  }

  /// Partition of a record with this key, as Kafka's own producer would choose.
  public static int keyPartition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /// Creates what does not exist yet: the fixed topics, the datasets' and the chains' works.
  ///
  /// @param outputs names without prefix of the topics that records are written to
  /// @param chains chains to have topics of works for
  /// @throws TopicsUnavailableException if the broker refuses or cannot be reached
  public void create(Admin admin, Collection<String> outputs, Collection<String> chains) {
    var wanted = new ArrayList<NewTopic>();
    wanted.add(topic("requests", 1, days(7)));
    wanted.add(topic("jobs", 1, COMPACT));
    wanted.add(topic("coverage", OUTPUT_PARTITIONS, COMPACT));
    wanted.add(topic("verdicts", 1, COMPACT));
    wanted.add(topic("findings", 1, days(1)));
    wanted.add(topic("checkpoints", 1, COMPACT));
    wanted.add(topic("heartbeats", 1, COMPACT));
    wanted.add(topic("notify", 1, days(30)));
    wanted.add(topic("dead-letter", 1, days(30)));
    outputs.stream().filter(name -> wanted.stream().noneMatch(t -> t.name().equals(named(name))))
        .forEach(name -> wanted.add(topic(name, OUTPUT_PARTITIONS, days(7))));
    // kept until the planner deletes what the fetchers have passed
    chains.forEach(chain -> {
      wanted.add(works(work(chain), workPartitions()));
      wanted.add(works(enrich(chain), partitions.getOrDefault("enrich", ENRICH_PARTITIONS)));
    });
    TopicCreation.ofMissing(admin, wanted, prefix);
  }

  private NewTopic works(String name, int count) {
    return new NewTopic(name, count, replication)
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
  }

  /// Partitions of each work topic.
  public int workPartitions() {
    return partitions.getOrDefault("work", WORK_PARTITIONS);
  }

  /// Every fixed topic's name, for those who look at all of them.
  public List<String> fixed() {
    return List.of(requests(), jobs(), coverage(), verdicts(), findings(), checkpoints(),
        heartbeats(), events(), deadLetter());
  }

  private static final Map<String, String> COMPACT =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private static Map<String, String> days(int days) {
    return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(days * DAY_MILLIS));
  }

  private NewTopic topic(String name, int defaultPartitions, Map<String, String> config) {
    return new NewTopic(prefix + name, partitions.getOrDefault(name, defaultPartitions),
        replication).configs(config);
  }
}
