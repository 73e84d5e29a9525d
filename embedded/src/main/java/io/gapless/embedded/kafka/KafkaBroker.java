package io.gapless.embedded.kafka;

import io.gapless.embedded.process.FolderLock;
import io.gapless.embedded.process.Ports;
import io.gapless.embedded.process.RunningService;
import io.gapless.embedded.process.ServiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Kafka cluster of one node, broker and controller at once, in this process, on 127.0.0.1.
///
/// ```
/// <data>/log/    Kafka's own: topics, metadata
/// <data>/port    the port it had, taken again since clients remember it
/// <data>/lock    held while it runs
/// ```
public final class KafkaBroker implements RunningService {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int UNREACHABLE = 3;
  /// Written by Kafka when it is stopped, and taken away when it starts.
  private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

  private final KafkaRaftServer server;
  private final FolderLock lock;
  private final int port;
  private volatile boolean running = true;

  private KafkaBroker(KafkaRaftServer server, FolderLock lock, int port) {
    this.server = server;
    this.lock = lock;
    this.port = port;
  }

  /// Names of the loggers that Kafka's own messages go to, so that a logging backend can give them
  /// a file of their own.
  public static List<String> loggerNames() {
    return List.of("kafka", "org.apache.kafka", "state.change.logger");
  }

  /// Starts a broker, and returns when it accepts clients.
  ///
  /// @param data its folder, made and formatted on first use
  /// @param asked port to listen on; 0 for the one of last time, or any
  /// @throws ServiceException where it cannot start; nothing is left running then
  public static KafkaBroker start(Path data, int asked) {
    Path logFolder = data.toAbsolutePath().resolve("log");
    try {
      Files.createDirectories(logFolder);
    } catch (IOException e) {
      throw new ServiceException("cannot write to " + data + ": " + e.getMessage(), e);
    }
    FolderLock lock = FolderLock.take(data, PATIENCE);
    @Nullable
    KafkaRaftServer server = null;
    boolean started = false;
    try {
      int port = Ports.choose("kafka", data, asked);
      var usual = BrokerSettings.of(logFolder, port, Ports.free());
      boolean killed = format(logFolder) && !Files.exists(logFolder.resolve(CLEAN_SHUTDOWN));
      sayWhyBeforeItEndsTheProcess(data);
      var settings = killed ? BrokerSettings.behindGate(usual, Ports.free()) : usual;
      server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      server.startup();
      started = true;
      return new KafkaBroker(server, lock, port);
    } catch (IOException | RuntimeException e) {
      throw e instanceof ServiceException known
          ? known
          : new ServiceException("kafka did not start on " + data + ": " + e.getMessage(), e);
    } finally {
      if (!started) {
        stop(server, lock);
      }
    }
  }

  /// Formats the folder on first use.
  ///
  /// @return whether it was formatted before
  private static boolean format(Path logFolder) throws IOException {
    if (Files.exists(logFolder.resolve("meta.properties"))) {
      return true;
    }
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(logFolder.toString())
          .addDirectory(logFolder.toString())
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
      return false;
    } catch (Exception e) {
      throw new IOException("cannot format it: " + e.getMessage(), e);
    }
  }

  /// Kafka ends its process when it cannot go on (its disk is full, say), and says so only in its
  /// log.
  private static void sayWhyBeforeItEndsTheProcess(Path data) {
    Exit.Procedure end = (status, message) -> {
      LOG.error("kafka on {} cannot go on and ends this process{}: is there space left, and is the "
          + "folder still there? See its log", data, message == null ? "" : ": " + message);
      Runtime.getRuntime().halt(status == 0 ? 0 : UNREACHABLE);
    };
    Exit.setExitProcedure(end);
    Exit.setHaltProcedure(end);
  }

  private static void stop(@Nullable KafkaRaftServer server,
      FolderLock lock) {
    try (lock) {
      if (server != null) {
        server.shutdown();
        server.awaitShutdown();
      }
    }
  }

  /// `127.0.0.1:port`, as `bootstrap.servers` takes it.
  @Override
  public String url() {
    return "127.0.0.1:" + port;
  }

  /// Always empty: it runs in this process.
  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public boolean alive() {
    return running;
  }

  @Override
  public synchronized void close() {
    if (running) {
      running = false;
      stop(server, lock);
    }
  }
}
