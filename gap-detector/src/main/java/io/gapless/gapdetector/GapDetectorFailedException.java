package io.gapless.gapdetector;

/// The gap detector met something that trying again does not mend.
public final class GapDetectorFailedException extends RuntimeException {

  public GapDetectorFailedException(String reason, Throwable cause) {
    super("the gap detector stops: " + reason, cause);
  }
}
