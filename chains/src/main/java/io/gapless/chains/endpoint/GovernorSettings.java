package io.gapless.chains.endpoint;

import java.time.Duration;

/// How an endpoint's governor begins, and how far it goes.
///
/// @param firstRate calls per second to begin with, doubled until the endpoint throttles
/// @param maxRate calls per second that are never exceeded
/// @param firstInFlight requests at once to begin with
/// @param maxInFlight requests at once that are never exceeded
/// @param failuresToOpen how many failures in a row open the circuit
/// @param firstOpen how long the circuit stays open the first time, doubled while it fails
/// @param longestOpen how long at most
/// @param parked how long an endpoint is left alone whose plan is used up or whose key is wrong
/// @param hedge whether a question to a slow endpoint is put to another one too
public record GovernorSettings(
    double firstRate,
    double maxRate,
    int firstInFlight,
    int maxInFlight,
    int failuresToOpen,
    Duration firstOpen,
    Duration longestOpen,
    Duration parked,
    boolean hedge) {

  /// 20 calls a second and 8 requests at once to begin with, at most 128 at once; the circuit opens after
  /// five failures for 1 to 60 seconds; parked for an hour.
  public static final GovernorSettings DEFAULT = new GovernorSettings(
      20, 20_000, 8, 128, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public GovernorSettings {
    if (!(firstRate > 0) || maxRate < firstRate) {
      throw new IllegalArgumentException(
          "not 0 < firstRate <= maxRate: " + firstRate + ", " + maxRate);
    }
    if (firstInFlight < 1 || maxInFlight < firstInFlight) {
      throw new IllegalArgumentException(
          "not 1 <= firstInFlight <= maxInFlight: " + firstInFlight + ", " + maxInFlight);
    }
    if (failuresToOpen < 1) {
      throw new IllegalArgumentException("failuresToOpen < 1: " + failuresToOpen);
    }
  }

  /// Settings without hedging.
  public GovernorSettings(double firstRate, double maxRate, int firstInFlight, int maxInFlight,
      int failuresToOpen, Duration firstOpen, Duration longestOpen, Duration parked) {
    this(firstRate, maxRate, firstInFlight, maxInFlight, failuresToOpen, firstOpen, longestOpen,
        parked, false);
  }

  /// The same with hedging, or without: a question that takes longer than 19 of 20 is put to another
  /// endpoint too, at the price of some more requests.
  public GovernorSettings withHedging(boolean hedging) {
    return new GovernorSettings(firstRate, maxRate, firstInFlight, maxInFlight, failuresToOpen,
        firstOpen, longestOpen, parked, hedging);
  }

  /// The same with another bound on requests at once, e.g. as many as a client sends.
  public GovernorSettings withMaxInFlight(int requests) {
    return new GovernorSettings(firstRate, maxRate, Math.min(firstInFlight, requests), requests,
        failuresToOpen, firstOpen, longestOpen, parked, hedge);
  }

  /// The same with another bound on requests per second, e.g. one that the user's plan names.
  public GovernorSettings withMaxRate(double requestsPerSecond) {
    return new GovernorSettings(Math.min(firstRate, requestsPerSecond), requestsPerSecond,
        firstInFlight, maxInFlight, failuresToOpen, firstOpen, longestOpen, parked, hedge);
  }
}
