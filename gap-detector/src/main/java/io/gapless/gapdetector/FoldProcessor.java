package io.gapless.gapdetector;

import io.gapless.gapdetector.coverage.CoverageFold;
import io.gapless.gapdetector.coverage.CoverageState;
import io.gapless.gapdetector.coverage.Decision;
import io.gapless.gapdetector.coverage.Fact;
import io.gapless.gapdetector.coverage.SortedTable;
import io.gapless.schemas.serde.RecordSerdes;
import java.util.List;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Runs the fold over a state store: facts in, decisions out, punctuators for what waits.
final class FoldProcessor implements Processor<String, Fact, String, Outgoing> {

  /// Name of the store that holds everything.
  static final String STORE = "coverage";

  private final GapDetectorConfig config;
  private final RecordSerdes serdes;
  private ProcessorContext<String, Outgoing> context;
  private CoverageFold fold;

  FoldProcessor(GapDetectorConfig config, RecordSerdes serdes) {
    this.config = config;
    this.serdes = serdes;
  }

  @Override
  public void init(ProcessorContext<String, Outgoing> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    fold = new CoverageFold(
        new CoverageState(new StoreTable(store), serdes, config.topics().jobs()), config.retry());
    context.schedule(config.verdictInterval(), PunctuationType.WALL_CLOCK_TIME,
        now -> forward(fold.flush(now), now));
    context.schedule(config.cycle(), PunctuationType.WALL_CLOCK_TIME,
        now -> forward(fold.cycle(now), now));
  }

  @Override
  public void process(Record<String, Fact> record) {
    long now = context.currentSystemTimeMs();
    forward(fold.fold(record.value(), now), now);
  }

  private void forward(List<Decision> decisions, long now) {
    for (Decision decision : decisions) {
      context.forward(new Record<>("", Outgoing.of(decision, config.topics(), serdes), now));
    }
  }

  private record StoreTable(KeyValueStore<Bytes, byte[]> store) implements SortedTable {

    @Override
    public byte @Nullable [] get(byte[] key) {
      return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
      if (value == null) {
        store.delete(Bytes.wrap(key));
      } else {
        store.put(Bytes.wrap(key), value);
      }
    }

    @Override
    public void visit(byte[] from, byte[] to, boolean backwards,
        BiPredicate<byte[], byte[]> visitor) {
      var low = Bytes.wrap(from);
      var high = Bytes.wrap(to);
      try (var entries = backwards ? store.reverseRange(low, high) : store.range(low, high)) {
        while (entries.hasNext()) {
          var entry = entries.next();
          if (!visitor.test(entry.key.get(), entry.value)) {
            return;
          }
        }
      }
    }
  }
}
