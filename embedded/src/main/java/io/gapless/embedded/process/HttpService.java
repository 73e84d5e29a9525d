package io.gapless.embedded.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/// A service in a child process that is ready once it answers an HTTP request.
public final class HttpService implements RunningService {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Process process;
  private final String url;

  private HttpService(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Starts a service and waits until `url + path` answers with status 200.
  ///
  /// @param name of the service, for errors
  /// @throws ServiceException where it ends before, or takes longer than `patience`; it runs no
  ///     more then
  public static HttpService start(String name, ChildJvm child, String url, String path,
      Duration patience) {
    Process process = child.start(false);
    boolean ready = false;
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(5))
          .build();
      long end = System.nanoTime() + patience.toNanos();
      while (!answers(client, request)) {
        if (!process.isAlive()) {
          throw new ServiceException(name + " ended before it was ready: " + child.lastWords()
              + " (see " + child.log() + ")");
        }
        if (System.nanoTime() > end) {
          throw new ServiceException(name + " was not ready within " + patience.toSeconds()
              + " s: see " + child.log());
        }
        Thread.sleep(PAUSE);
      }
      ready = true;
      return new HttpService(process, url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("interrupted while starting " + name, e);
    } finally {
      if (!ready) {
        ChildJvm.stop(process);
      }
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    ChildJvm.stop(process);
  }
}
