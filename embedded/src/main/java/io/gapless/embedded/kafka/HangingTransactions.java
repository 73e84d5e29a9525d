package io.gapless.embedded.kafka;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends transactions that a killed broker left open in partitions while its coordinator takes them
/// for ended: after a restart that one can be quicker than the partitions' leadership, takes the
/// partitions for deleted, and never writes their markers
/// ([KAFKA-20734](https://issues.apache.org/jira/browse/KAFKA-20734)). Nobody who reads committed
/// records would read on; and the producer's next transaction would end them as its own.
///
/// As Kafka's own `kafka-transactions find-hanging` and `abort`; but one that the coordinator had
/// decided to commit is committed, for other partitions may have it already.
final class HangingTransactions {

  private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final int MOST_LOOKS = 200;

  private final Admin admin;
  private final String bootstrapServers;

  private HangingTransactions(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /// Ends them all, while no client writes. Those that their producers may go on with are left open:
  /// the coordinator knows them, and ends them if nobody does.
  ///
  /// @throws IllegalStateException if some cannot be ended
  static void endAll(String bootstrapServers) throws InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new HangingTransactions(admin, bootstrapServers).endAll();
    }
  }

  /// A transaction that is open in a partition, as the partition's leader knows it.
  private record Open(TopicPartition partition, long producerId, int producerEpoch,
      int coordinatorEpoch) {}

  private void endAll() throws InterruptedException {
    Set<Open> seen = Set.of();
    var obstacle = "";
    for (int look = 0; look < MOST_LOOKS; look++) {
      try {
        var open = open();
        if (open.isEmpty()) {
          return;
        }
        var fates = TransactionOutcomes.read(bootstrapServers);
        open.removeIf(one -> fates.isRunning(one.producerId(), one.producerEpoch(),
            one.partition()));
        if (open.isEmpty()) {
          return;
        }
        obstacle = open.stream().map(one -> one.partition().toString()).sorted().distinct()
            .collect(joining(", "));
        for (var one : open) {
          // a marker may be on its way when a transaction is seen for the first time
          if (seen.contains(one)
              && !fates.isEnding(one.producerId(), one.partition())) {
            end(one, fates);
          }
        }
        seen = open;
      } catch (ExecutionException | IOException e) {
        obstacle = String.valueOf(e.getMessage());
        log.debug("transactions not ended, will try again", e);
      }
      Thread.sleep(INTERVAL);
    }
    throw new IllegalStateException(
        "transactions that a killed broker left open cannot be ended: " + obstacle);
  }

  private Set<Open> open() throws ExecutionException, InterruptedException {
    var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    List<TopicPartition> partitions = new ArrayList<>();
    admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
    var open = new HashSet<Open>();
    admin.describeProducers(partitions).all().get().forEach((partition, producers) -> {
      for (var producer : producers.activeProducers()) {
        if (producer.currentTransactionStartOffset().isPresent()) {
          open.add(new Open(partition, producer.producerId(), producer.producerEpoch(),
              producer.coordinatorEpoch().orElse(0)));
        }
      }
    });
    return open;
  }

  private void end(Open transaction, TransactionOutcomes outcomes)
      throws ExecutionException, IOException, InterruptedException {
    var partition = transaction.partition();
    var epoch = outcomes.committed(transaction.producerId(), transaction.producerEpoch(),
        partition);
    if (epoch.isPresent()) {
      new CommitMarker(partition, transaction.producerId(), epoch.get(),
          transaction.coordinatorEpoch()).write(bootstrapServers);
    } else {
      admin.abortTransaction(new AbortTransactionSpec(partition, transaction.producerId(),
          (short) transaction.producerEpoch(), transaction.coordinatorEpoch())).all().get();
    }
    log.info("{} a transaction that a killed broker had left open in {}",
        epoch.isPresent() ? "committed" : "aborted", partition);
  }
}
