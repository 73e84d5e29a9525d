package io.gapless.processes.engine;

import io.gapless.processes.core.Rows;
import io.gapless.processes.core.Tampering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// An engine that breaks the rule on purpose: its clock adds events, too. After a failure the log
/// makes another state than the one that callers were told of.
final class MutantProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  /// What the events say.
  static final String SAID = "by the clock";
  private static final Duration TICK = Duration.ofMillis(10);

  private final EngineParts parts;
  private final EngineProcessor sound;

  MutantProcessor(EngineParts parts) {
    this.parts = parts;
    sound = new EngineProcessor(parts);
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    sound.init(context);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(EngineProcessor.STORE);
    var table = new StoreTable(store);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
      var rows = new Rows(table);
      var topic =
          rows.settings(CountingEngine.NAMESPACE).map(settings -> settings.getEventsTopic());
      for (var id : rows.processes(CountingEngine.NAMESPACE, "", 10)) {
        Tampering.append(table, id, SAID).ifPresent(event -> topic.ifPresent(
            name -> context.forward(new Record<>(id.toString().getBytes(StandardCharsets.UTF_8),
                new Outgoing(name, null, Bytes.wrap(parts.encoder().encode(name, event))), now))));
      }
    });
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    sound.process(record);
  }

  @Override
  public void close() {
    sound.close();
  }
}
