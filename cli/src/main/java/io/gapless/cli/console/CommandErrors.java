package io.gapless.cli.console;

import io.gapless.embedded.packages.PackageException;
import io.gapless.embedded.process.ServiceException;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.topic.TopicsUnavailableException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what went wrong in one line on standard error, and chooses the exit code. The trace goes to
/// the log file, and to the console where `--verbose` is given.
public final class CommandErrors
    implements
      IParameterExceptionHandler,
      IExecutionExceptionHandler {

  private static final int AUTHENTICATION_FAILED = 516;

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    var line = e.getCommandLine();
    var message = oneLine(e);
    if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      var unknown = unmatched.getUnmatched().getFirst().split("=", 2)[0];
      message = "unknown option '" + unknown + "'" + Spelling.nearest(unknown,
          line.getCommandSpec().optionsMap().keySet()).map(near -> "; did you mean " + near + "?")
          .orElse("");
    }
    // picocli repeats stray arguments, which may be URLs with keys
    for (String argument : arguments) {
      message = message.replace(argument, Redaction.urls(argument));
    }
    say(line.getErr(), message + " (see `" + line.getCommandSpec().qualifiedName() + " --help`)");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof InterruptedException) {
      say(line.getErr(), "interrupted");
      return ExitCode.INTERRUPTED;
    }
    boolean verbose = parsed.expandedArgs().contains("--verbose");
    Logger log = LoggerFactory.getLogger(CommandErrors.class);
    log.info("{} failed", line.getCommandSpec().qualifiedName(), e);
    int exitCode = exitCode(e);
    boolean known = exitCode >= 0;
    say(line.getErr(), known
        ? oneLine(e)
        : "unexpected " + e.getClass().getSimpleName() + ": " + oneLine(e)
            + (verbose ? "" : " (--verbose shows where)"));
    if (verbose) {
      e.printStackTrace(line.getErr());
    }
    return known ? exitCode : ExitCode.FAILED;
  }

  private static int exitCode(Exception e) {
    return switch (e) {
      case CommandException command -> command.exitCode();
      case ClickHouseUnavailableException refused when refused.code() == AUTHENTICATION_FAILED ->
          ExitCode.USAGE;
      case ClickHouseUnavailableException unavailable -> ExitCode.UNREACHABLE;
      case RegistryUnavailableException unavailable -> ExitCode.UNREACHABLE;
      case TopicsUnavailableException unavailable -> ExitCode.UNREACHABLE;
      case ServiceException failed -> ExitCode.UNREACHABLE;
      case PackageException missing -> ExitCode.UNREACHABLE;
      case IllegalArgumentException wrong -> ExitCode.USAGE;
      default -> -1;
    };
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().map(String::strip)
        .filter(part -> !part.isEmpty()).findFirst().orElse("no reason given");
  }

  private static void say(PrintWriter err, String message) {
    err.println("gapless: " + message);
    err.flush();
  }
}
