package io.gapless.chains.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How an endpoint does, at one moment, for displays and heartbeats. Holds no secrets.
///
/// @param endpoint its public name
/// @param state whether it is asked
/// @param leftAloneFor how long it will not be asked, zero where it is
/// @param rate requests per second that it is given
/// @param limit requests per second that it was found to take; empty where no limit was met
/// @param inFlight requests under way
/// @param maxInFlight requests at once that it is given
/// @param latency how long answers take, a moving average
/// @param requests requests sent so far
/// @param successes those that were answered
/// @param refusals the others, by kind
/// @param head the newest block that it was seen to have
/// @param lowestServed the oldest block that it was seen to have
/// @param prunedUpTo the newest block that it said it no longer has
/// @param lastProblem the words of its last refusal
public record EndpointStatus(
    String endpoint,
    EndpointState state,
    Duration leftAloneFor,
    double rate,
    OptionalDouble limit,
    int inFlight,
    int maxInFlight,
    Duration latency,
    long requests,
    long successes,
    Map<RefusalKind, Long> refusals,
    OptionalLong head,
    OptionalLong lowestServed,
    OptionalLong prunedUpTo,
    Optional<String> lastProblem) {}
