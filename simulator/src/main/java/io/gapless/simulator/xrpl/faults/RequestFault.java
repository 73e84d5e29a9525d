package io.gapless.simulator.xrpl.faults;

/// An error where there should be an answer.
public sealed interface RequestFault extends XrplFault {
  /// Answers one request in so many, and those after it, with an error.
  ///
  /// @param error e.g. `tooBusy`
  /// @param oneIn how rarely such a spell begins
  /// @param requests that a spell lasts, 1 or more
  record Spell(String error, int oneIn, int requests) implements RequestFault {
    public Spell {
      XrplFault.requireOneIn(oneIn);
      if (requests < 1) {
        throw new IllegalArgumentException("requests < 1: " + requests);
      }
    }

    @Override
    public String kind() {
      return error;
    }
  }

  /// Knows version 1 of the API alone.
  record Version1Only() implements RequestFault {
    @Override
    public int oneIn() {
      return 1;
    }

    @Override
    public String kind() {
      return "api-v1-only";
    }
  }
}
