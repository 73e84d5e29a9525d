package io.gapless.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StartingServicesTest {

  @Test
  void startsThemSideBySide() {
    var all = new CountDownLatch(Service.values().length);
    var starting = new StartingServices(service -> {
      all.countDown();
      await(all);
      return new FakeService();
    });

    assertThat(starting.startAll(EnumSet.allOf(Service.class))).hasSize(Service.values().length);
  }

  @Test
  void endsTheOthersStartWhenOneFailsAndKeepsWhatHasStarted() {
    var kafkaIsUp = new CountDownLatch(1);
    var starting = new StartingServices(service -> switch (service) {
      case KAFKA -> {
        kafkaIsUp.countDown();
        yield new FakeService();
      }
      case REGISTRY -> {
        await(kafkaIsUp);
        throw new ServiceException("port 1 for registry is in use");
      }
      case CLICKHOUSE -> {
        await(new CountDownLatch(1));
        yield new FakeService();
      }
    });

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> starting.startAll(EnumSet.allOf(Service.class)))
        .withMessage("port 1 for registry is in use");

    assertThat(starting.started()).containsOnlyKeys(Service.KAFKA);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("interrupted", e);
    }
  }

  private record FakeService() implements RunningService {
    @Override
    public String url() {
      return "http://127.0.0.1:1";
    }

    @Override
    public OptionalLong pid() {
      return OptionalLong.empty();
    }

    @Override
    public boolean alive() {
      return true;
    }

    @Override
    public void close() {}
  }
}
