package io.gapless.cli.demo;

/// A dataset's table beside what a simulated chain holds.
///
/// @param firstDifference where the two differ first, and how; empty if nowhere
record TruthCheck(String dataset, long tableRows, long chainRows, String firstDifference) {

  boolean equal() {
    return tableRows == chainRows && firstDifference.isEmpty();
  }
}
