package io.gapless.cli.nodes;

import java.time.Duration;

/// How fetchers ask nodes.
///
/// @param hedge whether a question to a slow node is put to another one too
/// @param delay how long each fetcher waits between two requests
public record NodeTuning(boolean hedge, Duration delay) {

  /// Without hedging and without delay.
  public static final NodeTuning USUAL = new NodeTuning(false, Duration.ZERO);
}
