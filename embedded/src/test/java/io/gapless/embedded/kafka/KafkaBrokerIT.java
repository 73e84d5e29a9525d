package io.gapless.embedded.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gapless.embedded.ServiceMain;
import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.ServiceException;
import io.gapless.embedded.process.ServiceProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.coordinator.transaction.TransactionLog;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.TxnTransitMetadata;
import org.apache.kafka.server.common.TransactionVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

  private static final TopicPartition PARTITION = new TopicPartition("transfers", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir
  Path data;

  @Test
  void keepsTransactionsGroupsAndItsPortOverARestart() throws Exception {
    String url;
    try (var broker = KafkaBroker.start(data, 0)) {
      url = broker.url();
      createTopic(url);
      try (var producer = producer(url)) {
        producer.initTransactions();
        write(producer, "committed");
        producer.commitTransaction();
        write(producer, "aborted");
        producer.abortTransaction();
      }
      assertThat(read(url, "committed")).containsExactly("committed");
    }

    try (var broker = KafkaBroker.start(data, 0)) {
      assertThat(broker.url()).isEqualTo(url);
      try (var producer = producer(url)) {
        producer.initTransactions();
        write(producer, "later");
        producer.commitTransaction();
      }
      assertThat(read(url, "later")).containsExactly("later");
      try (var admin = Admin.create(Map.of("bootstrap.servers", url))) {
        assertThat(admin.listConsumerGroupOffsets("readers").partitionsToOffsetAndMetadata()
            .get(30, SECONDS).values()).extracting(OffsetAndMetadata::metadata)
            .containsExactly("finished: 3, 5");
      }
    }
  }

  /// Records behind a transaction that never ends are never read.
  @Test
  void endsTheTransactionsThatWereOpenWhenItWasKilled() throws Exception {
    String url;
    try (var broker = startChild()) {
      url = broker.url();
      createTopic(url);
      var producer = producer(url);
      producer.initTransactions();
      write(producer, "left open");
      kill(broker);
      producer.close(Duration.ZERO);
    }

    try (var broker = startChild();
        var producer = new KafkaProducer<>(Map.of("bootstrap.servers", url),
            new StringSerializer(), new StringSerializer())) {
      assertThat(broker.url()).isEqualTo(url);
      assertThat(producer.send(new ProducerRecord<>("transfers", 0, "key", "later")))
          .succeedsWithin(Duration.ofSeconds(30));
      assertThat(read(url, "later")).containsExactly("later");
    }
  }

  /// What a killed broker's coordinator takes for committed, and has not told this partition.
  @Test
  void commitsATransactionWhoseCommitItHadDecided() throws Exception {
    String url;
    try (var broker = startChild()) {
      url = broker.url();
      createTopic(url);
      var producer = producer(url);
      producer.initTransactions();
      write(producer, "decided");
      writeDown(url, TransactionState.PREPARE_COMMIT, Set.of(PARTITION));
      writeDown(url, TransactionState.COMPLETE_COMMIT, Set.of());
      kill(broker);
      producer.close(Duration.ZERO);
    }

    try (var _ = startChild()) {
      assertThat(read(url, "decided")).containsExactly("decided");
    }
  }

  /// The producer's next transaction, at once after the start, ends what the partition has open.
  @Test
  void abortsATransactionBeforeItsProducerCanCommitItWithItsNext() throws Exception {
    String url;
    try (var broker = startChild()) {
      url = broker.url();
      createTopic(url);
      var producer = producer(url);
      producer.initTransactions();
      write(producer, "given up");
      writeDown(url, TransactionState.PREPARE_ABORT, Set.of(PARTITION));
      writeDown(url, TransactionState.COMPLETE_ABORT, Set.of());
      kill(broker);
      producer.close(Duration.ZERO);
    }

    try (var successor = producer(url); var _ = startChild()) {
      successor.initTransactions();
      write(successor, "next");
      successor.commitTransaction();
      assertThat(read(url, "next")).containsExactly("next");
    }
  }

  private ServiceProcess startChild() {
    return ServiceProcess.start("kafka", new ChildJvm(ChildJvm.ownClassPath(),
        ServiceMain.class.getName(), List.of("kafka", "--data", data.toString(), "--port", "0"),
        256, List.of(), Map.of(), List.of(), data, data.resolve("kafka.log")), PATIENCE, _ -> {});
  }

  private static void kill(ServiceProcess broker) {
    var process = ProcessHandle.of(broker.pid().orElseThrow()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /// Writes into the coordinator's log as it would itself.
  private static void writeDown(String url, TransactionState state, Set<TopicPartition> of)
      throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", url));
        // the broker lets this client write to its own topics
        var producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", url, "client.id", "__admin_client"),
            new ByteArraySerializer(), new ByteArraySerializer())) {
      var open = admin.describeTransactions(List.of("worker-1")).description("worker-1")
          .get(30, SECONDS);
      var topic = "__transaction_state";
      int partitions = producer.partitionsFor(topic).size();
      short next = (short) (open.producerEpoch() + 1);
      var value = TransactionLog.valueToBytes(new TxnTransitMetadata(open.producerId(),
          open.producerId(), -1, next, (short) open.producerEpoch(), 1_000, state,
          new HashSet<>(of), 0, 0, TransactionVersion.TV_2), TransactionVersion.TV_2);
      assertThat(producer.send(new ProducerRecord<>(topic,
          Math.floorMod("worker-1".hashCode(), partitions), TransactionLog.keyToBytes("worker-1"),
          value))).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  @Test
  void hasTodaysFeaturesOnAndMakesNoTopicsByItself() throws Exception {
    try (var broker = KafkaBroker.start(data, 0);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.url()))) {
      var features =
          admin.describeFeatures().featureMetadata().get(30, SECONDS).finalizedFeatures();

      assertThat(features).containsKeys("group.version", "share.version", "streams.version",
          "transaction.version");
      assertThat(admin.describeCluster().nodes().get(30, SECONDS)).hasSize(1)
          .allMatch(node -> broker.url().equals(node.host() + ":" + node.port()));
      try (var producer = new KafkaProducer<>(
          Map.of("bootstrap.servers", broker.url(), "max.block.ms", "1000"),
          new StringSerializer(), new StringSerializer())) {
        assertThat(producer.send(new ProducerRecord<>("unknown", "value")))
            .failsWithin(Duration.ofSeconds(30));
      }
      assertThat(admin.listTopics().names().get(30, SECONDS)).isEmpty();
    }
  }

  @Test
  void refusesAPortInUseAndLeavesTheFolderFree() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> KafkaBroker.start(data, taken.getLocalPort()))
          .withMessageContaining("port " + taken.getLocalPort() + " for kafka is in use");
    }

    KafkaBroker.start(data, Ports.free()).close();
  }

  private static void createTopic(String url) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", url))) {
      admin.createTopics(List.of(new NewTopic("transfers", 1, (short) 1))).all()
          .get(30, SECONDS);
    }
  }

  private static KafkaProducer<String, String> producer(String url) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", url, "transactional.id", "worker-1", "transaction.timeout.ms",
            "1000"),
        new StringSerializer(), new StringSerializer());
  }

  private static void write(KafkaProducer<String, String> producer, String value) {
    producer.beginTransaction();
    assertThat(producer.send(new ProducerRecord<>("transfers", 0, "key", value)))
        .succeedsWithin(Duration.ofSeconds(30));
  }

  /// What a member of the group `readers` reads from where the group stopped.
  private static List<String> read(String url, String last) {
    try (var consumer = new KafkaConsumer<>(
        Map.of("bootstrap.servers", url, "group.id", "readers", "group.protocol", "consumer",
            "isolation.level", "read_committed", "auto.offset.reset", "earliest",
            "enable.auto.commit", "false"),
        new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("transfers"));
      List<String> values = new ArrayList<>();
      await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> {
        consumer.poll(Duration.ofMillis(200)).forEach(
            (ConsumerRecord<String, String> message) -> values.add(message.value()));
        return values.contains(last);
      });
      consumer.commitSync(Map.of(PARTITION,
          new OffsetAndMetadata(consumer.position(PARTITION), "finished: 3, 5")));
      return values;
    }
  }
}
