package io.gapless.schemas.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.WorkerState;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeartTest {

  private static final Map<String, Object> NO_BROKER = Map.of("bootstrap.servers", "127.0.0.1:1");

  @Test
  @Timeout(20)
  void stopsThoughTheRegistrysClientSwallowsTheInterrupt() throws InterruptedException {
    var asked = new CountDownLatch(1);

    try (var _ = new Heart(NO_BROKER, new RecordSerdes(registry(asked)), Topics.withDefaults(),
        HeartTest::beat)) {
      asked.await();
    }

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /// Waits for an answer that never comes the first time, and refuses from then on.
  private static RegistryClientFacade registry(CountDownLatch asked) {
    var never = new CountDownLatch(1);
    return (RegistryClientFacade) Proxy.newProxyInstance(HeartTest.class.getClassLoader(),
        new Class<?>[]{RegistryClientFacade.class}, (proxy, method, arguments) -> {
          if (asked.getCount() == 0) {
            throw new IllegalStateException("no registry");
          }
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted, and not said so", e);
          }
          throw new AssertionError("nobody answers");
        });
  }

  private static Heartbeat beat() {
    var now = Instant.EPOCH;
    return Heartbeat.newBuilder().setWorkerId("host-planner-0").setRole("planner")
        .setState(WorkerState.RUNNING).setLastBatch(0).setInFlight(0).setRows(0)
        .setChains(List.of()).setEndpoints(List.of()).setStartedAt(now).setUpdatedAt(now)
        .setVersion(1).setCreatedAt(now).setIsDeleted(false).build();
  }
}
