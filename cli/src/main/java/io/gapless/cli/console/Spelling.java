package io.gapless.cli.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what a misspelt word was meant to be.
final class Spelling {

  private static final int MAX_DISTANCE = 3;

  private Spelling() {}

  /// The word that takes the fewest changes of a letter, if they are few.
  static Optional<String> nearest(String typed, Collection<String> words) {
    return words.stream().filter(word -> distance(typed, word) <= MAX_DISTANCE)
        .min(Comparator.comparingInt((String word) -> distance(typed, word))
            .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[other.length()];
  }
}
