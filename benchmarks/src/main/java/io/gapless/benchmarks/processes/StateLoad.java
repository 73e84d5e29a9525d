package io.gapless.benchmarks.processes;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.processes.Intent;
import io.gapless.processes.Namespace;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.ProcessStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Processes that fill the state: each keeps a kilobyte that cannot be compressed.
final class StateLoad {

  /// Its user code does nothing.
  static final Namespace NAMESPACE = Namespace.of("state", _ -> Intent.none()).withPoolSize(64)
      .withStepTimeout(Duration.ofMinutes(3));

  private static final int KILOBYTES = 1;
  private static final int AT_A_TIME = 256;

  private StateLoad() {}

  static void fill(Processes processes, int megabytes) throws InterruptedException {
    var failure = new AtomicReference<@Nullable Exception>();
    var free = new Semaphore(AT_A_TIME);
    var random = new Random(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < megabytes * 1000 / KILOBYTES; i++) {
        var id = new ProcessId(NAMESPACE.name(), "s" + i);
        byte[] kept = new byte[KILOBYTES * 1000];
        random.nextBytes(kept);
        free.acquire();
        var _ = threads.submit(() -> {
          try {
            var _ = processes.put(id, sleeping(kept));
          } catch (RuntimeException | InterruptedException e) {
            failure.compareAndSet(null, e);
          } finally {
            free.release();
          }
        });
      }
    }
    var fault = failure.get();
    if (fault != null) {
      throw new BenchmarkFailedException("the state was not filled: " + fault.getMessage(), fault);
    }
  }

  /// Megabytes of the changelog of a prefix, as it lies on the broker.
  static double changelogMegabytes(Map<String, Object> kafka, String prefix)
      throws InterruptedException {
    try (var admin = Admin.create(kafka)) {
      var brokers = admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(folder -> folder.replicaInfos().entrySet().stream())
          .filter(replica -> replica.getKey().topic().equals(prefix + "processes-core-changelog"))
          .mapToLong(replica -> replica.getValue().size()).sum() / 1e6;
    } catch (ExecutionException e) {
      throw new BenchmarkFailedException("the size of the changelog is not known: "
          + e.getMessage(), e);
    }
  }

  private static Import sleeping(byte[] kept) {
    return new Import(ProcessStatus.RUNNING, Optional.empty(), Optional.of(Payload.of(kept)),
        Map.of(), List.of(), new Intent.Action.Keep(), false);
  }
}
