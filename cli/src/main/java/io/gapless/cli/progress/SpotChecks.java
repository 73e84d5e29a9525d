package io.gapless.cli.progress;

import java.util.List;

/// What was proven besides, and who was shown to be wrong.
///
/// @param proven blocks proven by their receipts
/// @param unproven blocks that were to be proven and could not be
/// @param distrusted endpoints, by host and digest, that gave a wrong answer
public record SpotChecks(long proven, long unproven, List<String> distrusted) {

  /// Copies the list.
  public SpotChecks { distrusted = List.copyOf(distrusted); }
}
