package io.gapless.benchmarks.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.benchmarks.pipeline.TopicReader;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.topic.Topics;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// See [io.gapless.benchmarks.measure.Stage#PRODUCE].
final class ProduceStage {

  private ProduceStage() {}

  static Cost measure(Servers servers, Node node, String prefix, List<RangeWork> works)
      throws InterruptedException {
    try (var pipeline = new Pipeline(servers, node, prefix)) {
      pipeline.startFetchers();
      pipeline.awaitMembers(true);
      return measure(servers, node, pipeline, works);
    }
  }

  private static Cost measure(Servers servers, Node node, Pipeline pipeline,
      List<RangeWork> works) throws InterruptedException {
    try (var coverage = new TopicReader<>(servers, pipeline.topics().coverage(),
        RangeOutcome.class);
        var producer = new KafkaProducer<byte[], byte[]>(servers.kafka(),
            new ByteArraySerializer(), new ByteArraySerializer())) {
      var topic = pipeline.topics().work(node.chain());
      int partitions = producer.partitionsFor(topic).size();
      var rows = new AtomicLong();
      var stopwatch = Stopwatch.start();
      for (var work : works) {
        var _ = producer.send(new ProducerRecord<>(topic,
            Topics.workPartition(work.getJobId(), work.getNumber(), partitions),
            (work.getJobId() + "/" + work.getNumber()).getBytes(UTF_8),
            servers.serdes().encode(topic, work)));
      }
      producer.flush();
      pipeline.await("the last record", WholeRun.PATIENCE, () -> {
        coverage.poll().forEach(outcome -> rows.addAndGet(Rows.of(outcome)));
        return rows.get() >= Rows.of(node);
      });
      return stopwatch.cost();
    }
  }
}
