package io.gapless.chains.xrpl;

import java.time.Duration;

/// How a client talks to its server.
///
/// @param connections how many connections it opens at most, as they are needed
/// @param outstanding how many requests are under way on one connection at most, and so how many
///     answers wait to be read: Clio takes 10
/// @param connectTimeout how long resolving, connecting and the WebSocket handshake may take together
/// @param answerTimeout how long an answer may take to be there as a whole, and how long a request
///     waits for its turn before
/// @param ping how often a connection is tried; it is lost where no pong comes for one and a half of
///     it. Whole seconds, 0 for never
/// @param maxMessageBytes how long an answer may be
/// @param firstRetry how long after a failure the next connection is tried, doubled while it fails
/// @param longestRetry how long at most
public record XrplSettings(
    int connections,
    int outstanding,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration ping,
    int maxMessageBytes,
    Duration firstRetry,
    Duration longestRetry) {

  /// Two connections with ten requests each; 10 seconds to connect, 30 to answer, a ping every 30;
  /// 64 MiB an answer; tried again after a quarter of a second to 15 seconds.
  public static final XrplSettings DEFAULT = new XrplSettings(2, 10, Duration.ofSeconds(10),
      Duration.ofSeconds(30), Duration.ofSeconds(30), 64 << 20, Duration.ofMillis(250),
      Duration.ofSeconds(15));

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public XrplSettings {
    require("connections", connections);
    require("outstanding", outstanding);
    require("maxMessageBytes", maxMessageBytes);
    require("connectTimeout", connectTimeout);
    require("answerTimeout", answerTimeout);
    require("firstRetry", firstRetry);
    if (ping.isNegative()) {
      throw new IllegalArgumentException("ping < 0: " + ping);
    }
    if (longestRetry.compareTo(firstRetry) < 0) {
      throw new IllegalArgumentException(
          "longestRetry < firstRetry: " + longestRetry + ", " + firstRetry);
    }
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " < 1: " + value);
    }
  }

  private static void require(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " <= 0: " + value);
    }
  }

  /// How many requests can be under way at once: more than these wait.
  public int capacity() {
    return connections * outstanding;
  }

  /// The same with other numbers of connections and requests.
  public XrplSettings withCapacity(int maxConnections, int maxOutstanding) {
    return new XrplSettings(maxConnections, maxOutstanding, connectTimeout, answerTimeout, ping,
        maxMessageBytes, firstRetry, longestRetry);
  }

  /// The same with other limits on time.
  public XrplSettings withTimeouts(Duration connect, Duration answer) {
    return new XrplSettings(connections, outstanding, connect, answer, ping, maxMessageBytes,
        firstRetry, longestRetry);
  }
}
