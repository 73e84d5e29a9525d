package io.gapless.simulator.evm.logs;

/// What a node makes of its logs before it shows them. What is not overridden is honest.
public interface LogLens {
  /// Shows every log as it is.
  LogLens HONEST = new LogLens() {
  };

  /// How often a log that is asked for is shown: once, or 0 times, or more often.
  default int copies(long block, int log) {
    return 1;
  }

  /// Whether a log that is not asked for is shown nevertheless.
  default boolean strays(long block, int log) {
    return false;
  }

  /// Whether one byte of a log that is shown is wrong.
  default boolean altered(long block, int log) {
    return false;
  }

  /// Whether the logs of the block after the range asked for are shown too.
  default boolean overruns(long lastBlock) {
    return false;
  }

  /// Whether an answer of so many logs gets no more, without a word.
  default boolean full(long written) {
    return false;
  }
}
