package io.gapless.cli.console;

/// How the command ends.
public final class ExitCode {

  /// Done, and complete.
  public static final int OK = 0;
  /// Finished with gaps, or failed.
  public static final int FAILED = 1;
  /// Wrong usage or configuration.
  public static final int USAGE = 2;
  /// Something that is needed cannot be reached.
  public static final int UNREACHABLE = 3;
  /// Stopped by the user; the same command resumes.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
