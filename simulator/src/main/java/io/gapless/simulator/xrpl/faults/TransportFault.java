package io.gapless.simulator.xrpl.faults;

/// Something wrong with the way of an answer, or with the connection.
///
/// @param way how
/// @param oneIn how rarely
public record TransportFault(Way way, int oneIn) implements XrplFault {
  /// What goes wrong.
  public enum Way {
    /// The answer never comes; the connection stays.
    STALL("stall"),
    /// The connection ends in the middle of the answer's frame.
    CUT_FRAME("cut-frame"),
    /// The connection ends before the answer.
    DISCONNECT("disconnect"),
    /// The answer ends early, and its frame with it.
    MALFORMED("malformed"),
    /// The connection is closed for too much load, whatever the load.
    THRESHOLD_EXCEEDED("threshold-exceeded");

    private final String kind;

    Way(String kind) {
      this.kind = kind;
    }
  }

  public TransportFault { XrplFault.requireOneIn(oneIn); }

  @Override
  public String kind() {
    return way.kind;
  }
}
