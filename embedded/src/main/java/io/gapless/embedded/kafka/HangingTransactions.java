package io.gapless.embedded.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends transactions that a killed broker left open in partitions while its coordinator takes them
/// for ended: it can be quicker than the partitions' leadership after a restart, and then never
/// writes their markers, so that nobody who reads committed records would read on.
///
/// As Kafka's own `kafka-transactions find-hanging` and `abort`, done when it is needed; but one that
/// the coordinator had decided to commit is committed, for other partitions may have it already.
final class HangingTransactions implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  /// Longer than transactions may take: by then the coordinator has ended what it knows of.
  private static final Duration WATCH = Duration.ofMinutes(20);

  private final String bootstrapServers;
  private final Instant brokerStart;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private HangingTransactions(String bootstrapServers, Instant brokerStart) {
    this.bootstrapServers = bootstrapServers;
    this.brokerStart = brokerStart;
    thread = Thread.ofVirtual().name("hanging-transactions").unstarted(this::watch);
  }

  /// Looks after transactions that were open before the broker started, until there are none.
  static HangingTransactions endAllFromBefore(Instant brokerStart, String bootstrapServers) {
    var hanging = new HangingTransactions(bootstrapServers, brokerStart);
    hanging.thread.start();
    return hanging;
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A transaction that is open in a partition, as the partition's leader knows it.
  private record Open(TopicPartition partition, long producerId, int producerEpoch,
      int coordinatorEpoch) {}

  private void watch() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      var until = brokerStart.plus(WATCH);
      Set<Open> suspects = new HashSet<>();
      while (Instant.now().isBefore(until)
          && !closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          var open = openFromBefore(admin);
          if (open.isEmpty()) {
            return;
          }
          var hanging = notKnownToTheCoordinator(admin, open);
          suspects.retainAll(hanging);
          end(admin, suspects);
          suspects = hanging;
        } catch (ExecutionException e) {
          log.debug("transactions not looked at, will try again: {}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Open> openFromBefore(Admin admin) throws ExecutionException, InterruptedException {
    var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    var partitions = new ArrayList<TopicPartition>();
    admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> topic.partitions()
        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
    var open = new ArrayList<Open>();
    admin.describeProducers(partitions).all().get().forEach((partition, producers) -> {
      for (var producer : producers.activeProducers()) {
        if (producer.currentTransactionStartOffset().isPresent()
            && producer.lastTimestamp() < brokerStart.toEpochMilli()) {
          open.add(new Open(partition, producer.producerId(), producer.producerEpoch(),
              producer.coordinatorEpoch().orElse(0)));
        }
      }
    });
    return open;
  }

  private static Set<Open> notKnownToTheCoordinator(Admin admin, List<Open> open)
      throws ExecutionException, InterruptedException {
    var producerIds = new HashSet<Long>();
    open.forEach(transaction -> producerIds.add(transaction.producerId()));
    var ids = admin
        .listTransactions(new ListTransactionsOptions().filterProducerIds(producerIds)).all().get()
        .stream().map(TransactionListing::transactionalId).toList();
    var known = new HashSet<Map.Entry<Long, TopicPartition>>();
    for (var transaction : admin.describeTransactions(ids).all().get().values()) {
      if (transaction.state() == TransactionState.ONGOING
          || transaction.state() == TransactionState.PREPARE_ABORT
          || transaction.state() == TransactionState.PREPARE_COMMIT) {
        transaction.topicPartitions()
            .forEach(partition -> known.add(Map.entry(transaction.producerId(), partition)));
      }
    }
    var hanging = new HashSet<>(open);
    hanging.removeIf(transaction -> known
        .contains(Map.entry(transaction.producerId(), transaction.partition())));
    return hanging;
  }

  private void end(Admin admin, Set<Open> hanging) throws InterruptedException {
    if (hanging.isEmpty()) {
      return;
    }
    var outcomes = TransactionOutcomes.read(bootstrapServers);
    for (var transaction : hanging) {
      var epoch = outcomes.committed(transaction.producerId(), transaction.producerEpoch(),
          transaction.partition());
      if (epoch.isPresent()) {
        commit(transaction, epoch.get());
      } else {
        abort(admin, transaction);
      }
    }
  }

  private void commit(Open transaction, short epoch) {
    try {
      new CommitMarker(transaction.partition(), transaction.producerId(), epoch,
          transaction.coordinatorEpoch()).write(bootstrapServers);
      log.info("committed a transaction that a killed broker had left open in {}",
          transaction.partition());
    } catch (IOException e) {
      log.warn("the transaction that is open in {} could not be committed, will try again: {}",
          transaction.partition(), e.getMessage());
    }
  }

  private static void abort(Admin admin, Open transaction) throws InterruptedException {
    try {
      admin.abortTransaction(new AbortTransactionSpec(transaction.partition(),
          transaction.producerId(), (short) transaction.producerEpoch(),
          transaction.coordinatorEpoch())).all().get();
      log.info("aborted a transaction that a killed broker had left open in {}",
          transaction.partition());
    } catch (ExecutionException e) {
      log.warn("the transaction that is open in {} could not be ended, will try again: {}",
          transaction.partition(), e.getMessage());
    }
  }
}
