package io.gapless.benchmarks.e2e;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Pipeline;
import io.gapless.benchmarks.pipeline.RoleProcess;
import io.gapless.benchmarks.pipeline.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// One backfill by fetchers and a sink in processes of their own.
///
/// @param blocks that were fetched
/// @param units transfers among them
/// @param fetcherHeap bytes that were in use after a collection at most, in the fetcher that used most
/// @param sinkHeap the same of the sink
/// @param stateBytes what the gap detector has on disk in the end
record GrowthRun(long blocks, long units, WholeRun whole, long fetcherHeap, long sinkHeap,
    long stateBytes) {

  private static final long LOOK_MILLIS = 100;

  /// Backfills the whole chain into the empty tables.
  ///
  /// @param folder for state and logs, an existing one
  static GrowthRun measure(Servers servers, Node node, String prefix, Path folder)
      throws InterruptedException {
    var state = folder.resolve(prefix + "state");
    var processes = new ArrayList<RoleProcess>();
    try (var pipeline = new Pipeline(servers, node, prefix)) {
      pipeline.startGapDetector(state.resolve("gap-detector"));
      pipeline.startPlanner(state.resolve("planner"));
      for (int slot = 0; slot < Pipeline.FETCHERS; slot++) {
        processes.add(RoleProcess.fetcher(servers, pipeline.topics(), node.chain(), node.url(),
            slot, folder));
      }
      var sink = RoleProcess.sink(servers, pipeline.topics(), folder);
      processes.add(sink);
      pipeline.awaitMembers(false);
      var whole = WholeRun.measure(servers, node, pipeline, GrowthRun::afterAWhile);
      return new GrowthRun(node.blocks().size(), node.units(), whole,
          processes.stream().filter(process -> process != sink)
              .mapToLong(RoleProcess::mostHeapBytes).max().orElseThrow(),
          sink.mostHeapBytes(), bytesIn(state.resolve("gap-detector")));
    } finally {
      processes.forEach(RoleProcess::close);
      servers.deleteTopics(prefix);
    }
  }

  /// The sink is another process, so the tables are asked, and not all the time.
  private static boolean afterAWhile() {
    try {
      Thread.sleep(LOOK_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailedException("interrupted", e);
    }
  }

  private static long bytesIn(Path folder) {
    try (var files = Files.walk(folder)) {
      long bytes = 0;
      for (var file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
