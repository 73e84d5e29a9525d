package io.gapless.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedRegistryTest {

  private final InMemoryRegistry inMemory = new InMemoryRegistry();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksAgainWhereAnAnswerIsLost() {
    inMemory.createSchema("AVRO", "g", "a", "1", "", false, "schema", Set.of());
    var registry = BoundedRegistry.of(losing(1), Duration.ofMillis(50), 3);

    assertThat(registry.getSchemaByContentId(1L)).isEqualTo("schema");
    assertThat(asked).hasValue(2);
  }

  @Test
  void givesUpInTheEnd() {
    var registry = BoundedRegistry.of(losing(9), Duration.ofMillis(20), 3);

    assertThatThrownBy(() -> registry.getSchemaByContentId(1L))
        .isInstanceOf(IllegalStateException.class).hasMessageContaining("no answer within 3");
  }

  @Test
  void passesOnWhatTheRegistryThrows() {
    var registry = BoundedRegistry.of(inMemory, Duration.ofSeconds(30), 3);

    assertThatThrownBy(() -> registry.getSchemaByContentId(7L)).hasMessageContaining("no schema 7");
  }

  /// The registry, whose first answers never come.
  private RegistryClientFacade losing(int answers) {
    return (RegistryClientFacade) Proxy.newProxyInstance(getClass().getClassLoader(),
        new Class<?>[]{RegistryClientFacade.class}, (proxy, method, arguments) -> {
          if (asked.incrementAndGet() <= answers) {
            new CountDownLatch(1).await();
          }
          try {
            return method.invoke(inMemory, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
