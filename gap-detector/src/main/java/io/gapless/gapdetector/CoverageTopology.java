package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.Fact;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Folds what happens to jobs into what is covered, and says what follows.
///
/// ```
///  jobs, findings, coverage, work.*
///        │ ReadFact: keyed by job
///        ├───────────────────────────► dead-letter (what nobody can read)
///        ▼
///  …-facts-repartition
///        │ FoldProcessor, store `coverage`
///        ▼
///  verdicts, checkpoints, notify, work.<chain> (leaves to fetch again)
/// ```
///
/// Asks nothing and nobody: what the loop beside it asks comes in as findings.
final class CoverageTopology {

  private final GapDetectorConfig config;
  private final RecordSerdes serdes;

  CoverageTopology(GapDetectorConfig config, RecordSerdes serdes) {
    this.config = config;
    this.serdes = serdes;
  }

  Topology toTopology() {
    var topics = config.topics();
    var builder = new StreamsBuilder();
    var bytes = Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
    var read = builder.stream(List.of(topics.jobs(), topics.findings(), topics.coverage()), bytes)
        .merge(builder.stream(Pattern.compile(topics.workPattern()), bytes))
        .process(() -> new ReadFact(topics, serdes, config.workerId()));

    send(read.filter((key, result) -> result instanceof ReadFact.Result.Unreadable)
        .mapValues(result -> ((ReadFact.Result.Unreadable) result).letter()));

    send(read.filter((key, result) -> result instanceof ReadFact.Result.Read)
        .<Fact>mapValues(result -> ((ReadFact.Result.Read) result).fact())
        .repartition(Repartitioned.<String, Fact>as("facts").withKeySerde(Serdes.String())
            .withValueSerde(new FactSerde(serdes, topics).serde())
            .withNumberOfPartitions(config.partitions()))
        .process(new FoldSupplier(config, serdes)));
    return builder.build();
  }

  private static void send(KStream<String, Outgoing> outgoing) {
    Deserializer<Outgoing> never = (topic, bytes) -> {
      throw new UnsupportedOperationException("only written");
    };
    Serde<Outgoing> serde = Serdes.serdeFrom(
        (topic, record) -> record.value() == null ? null : record.value().get(), never);
    StreamPartitioner<Bytes, Outgoing> partitioner =
        (topic, key, record, partitions) -> record.jobId() == null
            ? Optional.empty()
            : Optional.of(
                Set.of(Topics.workPartition(record.jobId(), record.number(), partitions)));
    outgoing.selectKey((key, record) -> record.key()).to((key, record, context) -> record.topic(),
        Produced.with(Serdes.Bytes(), serde, partitioner));
  }

  private record FoldSupplier(GapDetectorConfig config, RecordSerdes serdes)
      implements
        ProcessorSupplier<String, Fact, String, Outgoing> {

    @Override
    public FoldProcessor get() {
      return new FoldProcessor(config, serdes);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      StoreBuilder<KeyValueStore<Bytes, byte[]>> store = Stores.keyValueStoreBuilder(
          Stores.persistentKeyValueStore(FoldProcessor.STORE), Serdes.Bytes(), Serdes.ByteArray());
      return Set.of(store);
    }
  }
}
