package io.gapless.chains.endpoint;

/// What a server said of its load in an answer that it gave all the same.
public enum Load {
  /// Nothing.
  NORMAL,
  /// It is close to its bound, and disconnects who goes beyond: rippled's `"warning": "load"`.
  NEAR_BOUND,
  /// This answer used up the bytes of the moment, and what is asked before the next is refused:
  /// Clio's `"warning": "load"` with warning 2003.
  BYTES_SPENT
}
