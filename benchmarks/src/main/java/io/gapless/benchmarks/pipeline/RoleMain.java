package io.gapless.benchmarks.pipeline;

import com.sun.management.GarbageCollectorMXBean;
import io.gapless.benchmarks.node.evm.EvmClients;
import io.gapless.embedded.process.ParentWatch;
import io.gapless.embedded.process.ServiceProcess;
import io.gapless.fetcher.Fetcher;
import io.gapless.fetcher.FetcherConfig;
import io.gapless.fetcher.leaf.RangeKind;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.SinkConfig;
import io.gapless.sink.SinkLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What runs in a [RoleProcess].
final class RoleMain {

  static final String FETCHER = "fetcher";
  static final String SINK = "sink";
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
      .filter(pool -> pool.getType() == MemoryType.HEAP).map(MemoryPoolMXBean::getName)
      .collect(Collectors.toSet());

  private RoleMain() {}

  /// Arguments: broker, registry, ClickHouse, topic prefix, worker id, file for what the heap holds,
  /// role; a fetcher's chain and node. Runs until its standard input closes.
  public static void main(String[] arguments) {
    ParentWatch.start(() -> Runtime.getRuntime().halt(0));
    var kafka = Map.<String, Object>of("bootstrap.servers", arguments[0]);
    var serdes = new RecordSerdes(URI.create(arguments[1]));
    var topics = new Topics(arguments[3], Map.of(), (short) -1);
    var id = arguments[4];
    Thread.ofPlatform().daemon().name("heap").start(() -> watchHeap(Path.of(arguments[5])));
    System.out.println(ServiceProcess.READY + id);
    if (arguments[6].equals(FETCHER)) {
      var chain = arguments[7];
      var clients = new EvmClients(chain, URI.create(arguments[8]));
      new Fetcher(FetcherConfig.withDefaults(topics, chain, id), new RangeKind(),
          clients.fetch(topics, serdes, id), clients.pool(), serdes, kafka, InstantSource.system())
          .run();
    } else {
      new SinkLoop(SinkConfig.withDefaults(topics, id), serdes,
          ClickHouse.connect("jdbc:clickhouse:" + arguments[2] + "/default"), kafka).run();
    }
  }

  private static void watchHeap(Path file) {
    long most = 0;
    try {
      while (true) {
        long used = afterCollections();
        if (used > most) {
          most = used;
          var next = file.resolveSibling(file.getFileName() + ".next");
          Files.move(Files.writeString(next, Long.toString(most)), file,
              StandardCopyOption.ATOMIC_MOVE);
        }
        Thread.sleep(LOOK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the last collection of each collector left, the most of them.
  private static long afterCollections() {
    return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .map(GarbageCollectorMXBean::getLastGcInfo).filter(info -> info != null)
        .mapToLong(info -> info.getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> HEAP_POOLS.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed()).sum())
        .max().orElse(0);
  }
}
