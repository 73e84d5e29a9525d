package io.gapless.benchmarks.pipeline;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.embedded.process.ChildJvm;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A role of a pipeline in a process of its own, as an operator starts one.
public final class RoleProcess implements AutoCloseable {

  /// The most that its heap may take.
  public static final int HEAP_MEGABYTES = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServiceProcess process;
  private final Path heap;

  private RoleProcess(ServiceProcess process, Path heap) {
    this.process = process;
    this.heap = heap;
  }

  /// Starts a fetcher that knows nothing of the node yet; returns before it has joined its group.
  ///
  /// @param folder for its log, an existing one
  public static RoleProcess fetcher(Servers servers, Topics topics, String chain, URI node,
      int slot, Path folder) {
    return start(servers, topics, "bench-fetcher-" + slot,
        List.of(RoleMain.FETCHER, chain, node.toString()), folder);
  }

  /// Starts a sink; returns before it has joined its group.
  ///
  /// @param folder for its log, an existing one
  public static RoleProcess sink(Servers servers, Topics topics, Path folder) {
    return start(servers, topics, "bench-sink-0", List.of(RoleMain.SINK), folder);
  }

  private static RoleProcess start(Servers servers, Topics topics, String id, List<String> role,
      Path folder) {
    var name = topics.prefix() + id;
    var heap = folder.resolve(name + ".heap");
    var arguments = new ArrayList<>(
        List.of(String.valueOf(servers.kafka().get("bootstrap.servers")),
            servers.registry().toString(), servers.clickHouse(), topics.prefix(), id,
            heap.toString()));
    arguments.addAll(role);
    var child = new ChildJvm(ChildJvm.ownClassPath(), RoleMain.class.getName(), arguments,
        HEAP_MEGABYTES, List.of("-Djdk.httpclient.bufsize=262144"), Map.of(), List.of(), folder,
        folder.resolve(name + ".log"));
    return new RoleProcess(ServiceProcess.start(id, child, PATIENCE, _ -> {}), heap);
  }

  /// The most bytes that were in use after a collection so far; 0 if there was none.
  public long mostHeapBytes() {
    if (!process.alive()) {
      throw new BenchmarkFailedException("a role ended by itself: " + heap.getFileName());
    }
    try {
      return Files.exists(heap) ? Long.parseLong(Files.readString(heap)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
