package io.gapless.cli.console;

import org.jspecify.annotations.Nullable;

/// A command cannot go on. The message is one line that says what to do, and holds no secret.
public final class CommandException extends RuntimeException {

  private final int exitCode;

  private CommandException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// An option's value is wrong.
  ///
  /// @param option as the user writes it, e.g. `--from`
  /// @param problem the value, and what would be right
  public static CommandException usage(String option, String problem) {
    return new CommandException(ExitCode.USAGE, option + ": " + problem, null);
  }

  /// What was asked for cannot be done as it was asked.
  public static CommandException rejected(String message) {
    return new CommandException(ExitCode.USAGE, message, null);
  }

  /// Something that is needed cannot be reached.
  public static CommandException unreachable(String message, @Nullable Throwable cause) {
    return new CommandException(ExitCode.UNREACHABLE, message, cause);
  }

  /// The user stopped it, and the same command goes on from there.
  public static CommandException interrupted(String message, InterruptedException cause) {
    return new CommandException(ExitCode.INTERRUPTED, message, cause);
  }

  /// It was tried and did not succeed.
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message, null);
  }

  /// How the command ends, see [ExitCode].
  public int exitCode() {
    return exitCode;
  }
}
