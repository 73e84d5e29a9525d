package io.gapless.cli.pipeline;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.services.Connections;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.sink.Replay;
import io.gapless.sink.ReplayCounts;
import io.gapless.sink.ReplayRequest;
import io.gapless.sink.SinkConfig;
import io.gapless.sink.SinkException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A replay of a topic over servers that answer.
///
/// @param servers with Kafka, registry and ClickHouse
public record ReplayRun(ConnectionOptions options, Connections servers) {

  private static final long CHECK_MILLIS = 500;

  /// Replays, and returns when all is in the table. A table that is not there is created.
  ///
  /// @param progress told now and then how far it is
  /// @throws CommandException if it does not succeed
  public ReplayCounts run(ReplayRequest request, Consumer<ReplayCounts> progress)
      throws InterruptedException {
    try (var tables = ClickHouse.connect(servers.clickHouse().orElseThrow())) {
      tables.createTables();
      var name = WorkerIds.ofThisHost().of("replay", 0);
      var replay = new Replay(request, SinkConfig.withDefaults(options.topics(), name),
          new RecordSerdes(servers.registry().orElseThrow()), tables,
          servers.kafkaClient(options.kafkaProperties()));
      var run = new FutureTask<>(replay::run);
      var thread = Thread.ofPlatform().name("replay").start(run);
      try {
        while (!isDone(run)) {
          servers.checkAlive();
          progress.accept(replay.counts());
        }
        return replay.counts();
      } finally {
        replay.close();
        thread.join();
      }
    }
  }

  private static boolean isDone(FutureTask<Boolean> run) throws InterruptedException {
    try {
      run.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case SinkException refused -> CommandException.failed(String.valueOf(refused.getMessage()));
        case RuntimeException other -> other;
        case null, default -> new IllegalStateException(e);
      };
    }
  }
}
