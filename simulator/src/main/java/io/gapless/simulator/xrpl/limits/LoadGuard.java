package io.gapless.simulator.xrpl.limits;

/// Decides what becomes of the requests of each address; for many threads at once.
public interface LoadGuard {
  /// What becomes of a request.
  enum Verdict {
    /// It is answered.
    SERVE,
    /// It is answered, with a warning.
    SERVE_WARNED,
    /// It is told to slow down.
    SLOW_DOWN,
    /// The connection is closed.
    DROP
  }

  /// Counts a request of an address.
  Verdict request(String address);

  /// Counts the bytes of an answer to an address before it goes, and says whether it is to carry a
  /// warning that the address is about to be limited.
  boolean answered(String address, long bytes);
}
