package io.gapless.chains.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// How an endpoint does, at one moment, for displays and heartbeats. Holds no secrets.
///
/// @param endpoint its public name
/// @param state whether it is asked
/// @param leftAloneFor how long it will not be asked, zero where it is
/// @param rate calls per second that it is given
/// @param used calls per second that it answered in the last second
/// @param limit calls per second that it was found to take, of all processes of the fleet; empty
///     where no limit was met
/// @param fleetRate calls per second of all processes of the fleet, as this one takes it
/// @param keepsRate whether this process finds out the limit for the fleet
/// @param inFlight requests under way
/// @param maxInFlight requests at once that it is given
/// @param latency how long answers take, a moving average
/// @param requests requests sent so far
/// @param successes those that were answered
/// @param refusals the others, by kind
/// @param head the newest block that it was seen to have
/// @param lowestServed the oldest block that it was seen to have
/// @param prunedUpTo the newest block that it said it no longer has
/// @param lacking methods that it refused as unsupported
/// @param lastProblem the words of its last refusal
public record EndpointStatus(
    String endpoint,
    EndpointState state,
    Duration leftAloneFor,
    double rate,
    double used,
    OptionalDouble limit,
    double fleetRate,
    boolean keepsRate,
    int inFlight,
    int maxInFlight,
    Duration latency,
    long requests,
    long successes,
    Map<RefusalKind, Long> refusals,
    OptionalLong head,
    OptionalLong lowestServed,
    OptionalLong prunedUpTo,
    Set<String> lacking,
    Optional<String> lastProblem) {}
