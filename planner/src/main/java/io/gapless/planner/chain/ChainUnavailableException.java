package io.gapless.planner.chain;

/// No node of a chain answered what was asked, after the retries; asking later may help.
public final class ChainUnavailableException extends RuntimeException {

  /// @param message one line that names the chain or endpoint and what it said, without secrets
  public ChainUnavailableException(String message) {
    super(message);
  }
}
