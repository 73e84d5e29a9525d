package io.gapless.simulator.xrpl.limits;

/// What a node allows.
///
/// @param load of one address
/// @param parallelRequests of one connection, 0 for any number; above it Clio answers with a text
///     that is no JSON and names no request
public record XrplNodeLimits(LoadLimit load, int parallelRequests) {
  /// No limits.
  public static final XrplNodeLimits NONE = new XrplNodeLimits(new LoadLimit.Unlimited(), 0);

  public XrplNodeLimits {
    if (parallelRequests < 0) {
      throw new IllegalArgumentException("parallelRequests < 0: " + parallelRequests);
    }
  }

  /// The same with another limit of the load.
  public XrplNodeLimits withLoad(LoadLimit load) {
    return new XrplNodeLimits(load, parallelRequests);
  }

  /// The same with another number of parallel requests.
  public XrplNodeLimits withParallelRequests(int parallelRequests) {
    return new XrplNodeLimits(load, parallelRequests);
  }
}
