package io.gapless.schemas.serde;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A registry whose calls end: its own client waits for an answer without a bound, and an answer that
/// was lost on its way would stop a worker for good.
final class BoundedRegistry {

  private static final Logger log = LoggerFactory.getLogger(BoundedRegistry.class);

  private final RegistryClientFacade registry;
  private final Duration patience;
  private final int attempts;

  private BoundedRegistry(RegistryClientFacade registry, Duration patience, int attempts) {
    this.registry = registry;
    this.patience = patience;
    this.attempts = attempts;
  }

  /// The same registry, asked again where it does not answer in time, and given up with an
  /// [IllegalStateException] after so many attempts. All its calls may be repeated.
  ///
  /// @param patience for one attempt
  static RegistryClientFacade of(RegistryClientFacade registry, Duration patience, int attempts) {
    var bounded = new BoundedRegistry(registry, patience, attempts);
    return (RegistryClientFacade) Proxy.newProxyInstance(
        RegistryClientFacade.class.getClassLoader(), new Class<?>[]{RegistryClientFacade.class},
        (proxy, method, arguments) -> bounded.ask(method, arguments));
  }

  private @Nullable Object ask(Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      var asked = new FutureTask<>(() -> method.invoke(registry, arguments));
      Thread.ofVirtual().name("registry").start(asked);
      try {
        return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        asked.cancel(true);
        log.warn("the schema registry did not answer {} within {} s", method.getName(),
            patience.toSeconds());
      } catch (InterruptedException e) {
        asked.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while asking the schema registry", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof InvocationTargetException thrown ? thrown.getCause() : e;
      }
    }
    throw new IllegalStateException("no answer within " + attempts + " times "
        + patience.toSeconds() + " s");
  }
}
