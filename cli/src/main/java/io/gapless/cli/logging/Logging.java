package io.gapless.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.sift.MDCBasedDiscriminator;
import ch.qos.logback.classic.sift.SiftingAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.gapless.embedded.kafka.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends log messages to files of a folder:
///
/// ```
/// gapless.log     everything of this process, but what is in kafka.log
/// kafka.log       the embedded broker's own messages
/// <worker>.log    the messages of one worker, by the MDC key `worker`
/// ```
///
/// Each file is put aside as `<name>.1.log` when it has 32 MB. Until it is called, messages go to
/// the console alone, see [ConsoleLogging].
public final class Logging {

  /// MDC key that names the worker whose message it is.
  public static final String WORKER = "worker";

  /// No worker's id; logback refuses an empty default.
  private static final String NO_WORKER = "-";
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{30} %msg%n";
  private static final String CLIENTS = "org.apache.kafka.clients";
  /// Of the broker's own library, yet used by our clients.
  private static final List<String> CLIENT_LOGGERS = List.of(CLIENTS, "org.apache.kafka.streams");
  private static final FileSize MAX_FILE = FileSize.valueOf("32MB");

  private Logging() {}

  /// Begins to write to files; the folder is made when needed.
  ///
  /// @param verbose whether the console gets all messages, and not warnings alone
  public static void start(Path folder, boolean verbose) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    ConsoleLogging.setVerbose(context, verbose);
    var everything = file(context, folder.resolve("gapless.log"));
    var broker = file(context, folder.resolve("kafka.log"));
    var workers = workers(context, folder);
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    var console = root.getAppender(ConsoleLogging.NAME);
    root.setLevel(Level.INFO);
    root.addAppender(everything);
    root.addAppender(workers);
    // the broker reports what its clients then try again: noise, unless asked for
    attach(context, KafkaBroker.loggerNames(), List.of(broker), verbose ? console : null);
    attach(context, CLIENT_LOGGERS, List.of(everything, workers), console);
    // hundreds of lines a start, a line for each partition
    context.getLogger(CLIENTS).setLevel(verbose ? Level.INFO : Level.WARN);
  }

  private static void attach(LoggerContext context, List<String> loggers,
      List<Appender<ILoggingEvent>> appenders, @Nullable Appender<ILoggingEvent> console) {
    for (String name : loggers) {
      var logger = context.getLogger(name);
      logger.setAdditive(false);
      appenders.forEach(logger::addAppender);
      if (console != null) {
        logger.addAppender(console);
      }
    }
  }

  private static Appender<ILoggingEvent> workers(LoggerContext context, Path folder) {
    var discriminator = new MDCBasedDiscriminator();
    discriminator.setContext(context);
    discriminator.setKey(WORKER);
    discriminator.setDefaultValue(NO_WORKER);
    discriminator.start();
    var sifting = new SiftingAppender();
    sifting.setContext(context);
    sifting.setName("workers");
    sifting.setDiscriminator(discriminator);
    sifting.setAppenderFactory((factoryContext, worker) -> {
      if (worker.equals(NO_WORKER)) {
        var nowhere = new NOPAppender<ILoggingEvent>();
        nowhere.setContext(context);
        nowhere.start();
        return nowhere;
      }
      return file(context, folder.resolve(worker.replaceAll("[^A-Za-z0-9._-]", "_") + ".log"));
    });
    sifting.start();
    return sifting;
  }

  private static Appender<ILoggingEvent> file(LoggerContext context, Path file) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName(file.getFileName().toString());
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setMinIndex(1);
    rolling.setMaxIndex(1);
    rolling.setFileNamePattern(file.toString().replaceFirst("\\.log$", "") + ".%i.log");
    rolling.start();
    var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(MAX_FILE);
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    appender.start();
    return appender;
  }
}
