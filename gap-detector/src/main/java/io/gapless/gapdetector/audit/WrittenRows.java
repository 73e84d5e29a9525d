package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.rowbinary.RowDigest;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.WireFormat;
import io.gapless.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Counts block by block what fetches of leaves wrote to the output topics, which keep it for some
/// days.
final class WrittenRows {

  /// How far before a leaf's last record its first one is looked for, in rows of the leaf: first
  /// near, then, for fleets whose records lie between, farther.
  private static final long[] LOOK_BACK = {2, 40};
  private static final long LOOK_BACK_LEAST = 2_000;

  private final Map<String, Object> kafka;
  private final RecordSerdes serdes;
  private final Topics topics;

  WrittenRows(Map<String, Object> kafka, RecordSerdes serdes, Topics topics) {
    this.kafka = Map.copyOf(kafka);
    this.serdes = serdes;
    this.topics = topics;
  }

  /// Rows of each leaf by dataset and block. A leaf of which not every record is there any more is
  /// left out: what comes out adds up to the outcome's counts and digests.
  ///
  /// @param outcomes newest outcomes of leaves that do not overlap
  /// @return by the leaf's first block
  Map<Long, Map<String, Map<Long, LeafRows>>> of(Collection<RangeOutcome> outcomes) {
    var whole = new HashMap<Long, Map<String, Map<Long, LeafRows>>>();
    var wanted = new TreeMap<Long, RangeOutcome>();
    outcomes.forEach(outcome -> wanted.put(outcome.getFirst(), outcome));
    for (long lookBack : LOOK_BACK) {
      var found = read(wanted, lookBack);
      wanted.values().removeIf(outcome -> {
        var rows = found.getOrDefault(outcome.getFirst(), Map.of());
        boolean isWhole = isWhole(outcome, rows);
        if (isWhole) {
          whole.put(outcome.getFirst(), rows);
        }
        return isWhole;
      });
    }
    return whole;
  }

  private static boolean isWhole(RangeOutcome outcome, Map<String, Map<Long, LeafRows>> found) {
    return outcome.getRowCounts().keySet().stream().allMatch(name -> found
        .getOrDefault(name, Map.of()).values().stream().reduce(LeafRows.NONE, LeafRows::plus)
        .equals(new LeafRows(outcome.getRowCounts().getOrDefault(name, 0L),
            outcome.getDigests().getOrDefault(name, 0L))));
  }

  private Map<Long, Map<String, Map<Long, LeafRows>>> read(NavigableMap<Long, RangeOutcome> wanted,
      long lookBack) {
    var datasets = new HashMap<String, Counting>();
    var from = new HashMap<TopicPartition, Long>();
    var through = new HashMap<TopicPartition, Long>();
    for (RangeOutcome outcome : wanted.values()) {
      for (String name : outcome.getRowCounts().keySet()) {
        var topic = topics.named(Datasets.all().named(name).topic());
        datasets.computeIfAbsent(topic, key -> new Counting(Datasets.all().named(name)));
        long rows = outcome.getRowCounts().getOrDefault(name, 0L);
        outcome.getOffsets().forEach((written, last) -> {
          int dash = written.lastIndexOf('-');
          if (written.substring(0, dash).equals(topic)) {
            var partition =
                new TopicPartition(topic, Integer.parseInt(written.substring(dash + 1)));
            from.merge(partition, Math.max(0, last - lookBack * rows - LOOK_BACK_LEAST),
                Math::min);
            through.merge(partition, last, Math::max);
          }
        });
      }
    }
    var found = new HashMap<Long, Map<String, Map<Long, LeafRows>>>();
    if (!from.isEmpty()) {
      consume(from, through, record -> take(record, datasets, wanted, found));
    }
    return found;
  }

  private void consume(Map<TopicPartition, Long> from, Map<TopicPartition, Long> through,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (var read = new TopicRead(kafka)) {
      var ends = read.ends(from.keySet());
      // a topic that was made anew ends before what was written to the former one
      ends.replaceAll((partition, end) -> Math.min(end,
          through.getOrDefault(partition, 0L) + 1));
      read.read(ends, from, taker);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Map<String, Counting> datasets,
      NavigableMap<Long, RangeOutcome> wanted, Map<Long, Map<String, Map<Long, LeafRows>>> found) {
    var counting = datasets.get(record.topic());
    if (counting == null || record.key() == null || record.value() == null) {
      return;
    }
    var key = new String(record.key(), StandardCharsets.UTF_8);
    int slash = key.lastIndexOf('/');
    if (!key.substring(slash + 1).matches("[0-9]{1,18}")) {
      return;
    }
    long block = Long.parseLong(key.substring(slash + 1));
    var entry = wanted.floorEntry(block);
    if (entry == null || entry.getValue().getLast() < block
        || !key.substring(0, slash).equals(entry.getValue().getChain())) {
      return;
    }
    var rows = counting.rowsOf(record.value(), entry.getValue());
    found.computeIfAbsent(entry.getKey(), first -> new HashMap<>())
        .computeIfAbsent(counting.dataset.name(), name -> new HashMap<>())
        .merge(block, rows, LeafRows::plus);
  }

  /// Counts records of a dataset one by one.
  private final class Counting {

    private final Dataset dataset;
    private final RowDigest digest;

    Counting(Dataset dataset) {
      this.dataset = dataset;
      digest = new RowDigest(dataset);
    }

    /// The record as a row with its digest; nothing if another fetch wrote it.
    LeafRows rowsOf(byte[] value, RangeOutcome outcome) {
      try {
        var decoder = DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_BYTES,
            value.length - WireFormat.HEADER_BYTES, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(
            serdes.schema(WireFormat.schemaId(value)), dataset.schema()).read(null, decoder);
        if (!Long.valueOf(outcome.getVersion()).equals(record.get("version"))
            || !outcome.getJobId().equals(String.valueOf(record.get("job_id")))
            || Boolean.TRUE.equals(record.get("is_deleted"))) {
          return LeafRows.NONE;
        }
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(dataset.schema()).write(record, encoder);
        long before = digest.sum();
        digest.add(bytes.toByteArray(), 0, bytes.size());
        return new LeafRows(1, digest.sum() - before);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
