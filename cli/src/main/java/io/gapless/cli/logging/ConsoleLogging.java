package io.gapless.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows our warnings on the console, in a line each; all messages and traces where verbose. What
/// libraries complain of and we retry is in the log files.
///
/// Logback finds it as its configurator, which spares the reading of an XML file at every start.
public final class ConsoleLogging extends ContextAwareBase implements Configurator {

  static final String NAME = "console";
  private static final String OURS = "io.gapless.";

  /// Made by logback.
  public ConsoleLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    var lines = layout(loggers, "%level: %msg%nopex");
    var appender = new Lines(lines, layout(loggers, "%level: %msg%n%ex"));
    appender.setContext(loggers);
    appender.setName(NAME);
    appender.start();
    var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Sends console messages to another place, such as above a progress block, from now on.
  ///
  /// @return what puts them back to standard error
  public static Runnable redirect(Consumer<String> target) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && lines(context) instanceof Lines lines) {
      lines.target = target;
      return () -> lines.target = System.err::println;
    }
    return () -> {};
  }

  static void setVerbose(LoggerContext context, boolean verbose) {
    if (lines(context) instanceof Lines lines) {
      lines.verbose = verbose;
    }
  }

  private static PatternLayout layout(LoggerContext context, String pattern) {
    var layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern);
    layout.start();
    return layout;
  }

  private static Object lines(LoggerContext context) {
    return Objects.requireNonNullElse(
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(NAME), NAME);
  }

  private static final class Lines extends AppenderBase<ILoggingEvent> {

    private final PatternLayout inALine;
    private final PatternLayout inFull;
    private volatile boolean verbose;
    private volatile Consumer<String> target = System.err::println;

    Lines(PatternLayout inALine, PatternLayout inFull) {
      this.inALine = inALine;
      this.inFull = inFull;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (verbose) {
        target.accept(inFull.doLayout(event).stripTrailing());
      } else if (event.getLoggerName().startsWith(OURS)
          && event.getLevel().isGreaterOrEqual(Level.WARN)) {
        target.accept(inALine.doLayout(event));
      }
    }
  }
}
