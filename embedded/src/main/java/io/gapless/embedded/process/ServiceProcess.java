package io.gapless.embedded.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A service in a child process that says on its standard output when it is ready:
///
/// ```
/// ready http://127.0.0.1:8123      it answers there now
/// failed port 8123 is in use: …    it could not start, and why; then it ends
/// fetching …                       it is at work still, and a person may want to know
/// verified …                       the same
/// ```
///
/// All that it prints goes to its log too. It leaves when its standard input closes.
public final class ServiceProcess implements RunningService {

  /// Begins the line that says where the service answers.
  public static final String READY = "ready ";
  /// Begins the line that says why it does not.
  public static final String FAILED = "failed ";

  private static final List<String> PROGRESS = List.of("fetching ", "verified ");

  private final Process process;
  private final String url;

  private ServiceProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Starts a service and waits until it is ready.
  ///
  /// @param name of the service, for errors
  /// @param patience how long it may say nothing before it is ready
  /// @param progress told what it fetches
  /// @throws ServiceException where it fails or is silent for too long; it runs no more then
  public static ServiceProcess start(String name, ChildJvm child, Duration patience,
      Consumer<String> progress) {
    Process process = child.start(true);
    BlockingQueue<String> words = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name(name + "-output").start(() -> readOutput(process, child, words));
    boolean ready = false;
    try {
      while (true) {
        String word = words.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (word == null) {
          throw new ServiceException(name + " was not ready within " + patience.toSeconds()
              + " s: see " + child.log());
        } else if (word.startsWith(READY)) {
          ready = true;
          return new ServiceProcess(process, word.substring(READY.length()).strip());
        } else if (word.startsWith(FAILED)) {
          throw new ServiceException(word.substring(FAILED.length()));
        } else if (word.isEmpty()) {
          throw new ServiceException(name + " ended before it was ready: " + child.lastWords()
              + " (see " + child.log() + ")");
        }
        progress.accept(word);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException("interrupted while starting " + name, e);
    } finally {
      if (!ready) {
        ChildJvm.stop(process);
      }
    }
  }

  /// Logs every line and passes on those with a meaning, at the end an empty one.
  private static void readOutput(Process process, ChildJvm child, BlockingQueue<String> words) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer log = Files.newBufferedWriter(child.log(), StandardOpenOption.CREATE,
            StandardOpenOption.APPEND)) {
      for (String line; (line = lines.readLine()) != null;) {
        log.write(line + "\n");
        log.flush();
        if (line.startsWith(READY) || line.startsWith(FAILED)
            || PROGRESS.stream().anyMatch(line::startsWith)) {
          words.add(line);
        }
      }
    } catch (IOException e) {
      // Nobody can be told: the log is what fails, or the child has gone.
    } finally {
      words.add("");
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
