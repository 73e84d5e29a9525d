package io.gapless.chains.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/// Divides what an endpoint allows among the processes of a fleet that ask it, in proportion to their
/// demand as they last reported it. Every process that knows the same reports comes to the same
/// division. Free of state.
public final class FleetShares {

  /// A process that has not reported for longer is taken for gone.
  public static final Duration FRESH = Duration.ofSeconds(13);
  /// What a process without demand is given of an even share, so that it can begin.
  private static final double LEAST = 0.04;

  /// What a keeper demands at least of an even share, so that it meets the limit: to stay one, and
  /// to become one.
  private static final double ENOUGH_TO_STAY = 0.2;
  private static final double ENOUGH = 0.5;

  private FleetShares() {}

  /// What a process says of one endpoint. All rates are in calls per second.
  ///
  /// @param process its id: members that share an [EndpointPool] are one process
  /// @param startedAt since when it asks
  /// @param at when it said so
  /// @param used what was accepted of it
  /// @param demand what it would use, and not less than it uses
  /// @param rate what all processes together may use, as it takes it
  /// @param limit what the endpoint was found to take of all; empty where no limit was met
  /// @param keeps whether it is the one that finds that out
  /// @param throttled how many of its requests were throttled per second
  public record Report(String process, Instant startedAt, Instant at, double used, double demand,
      double rate, OptionalDouble limit, boolean keeps, double throttled) {

    private boolean isBacklogged() {
      return demand > used + 0.5;
    }
  }

  /// A process's part.
  ///
  /// @param part its share of the rate, above 0, at most 1
  /// @param keeper whether it is the one that finds out how much the endpoint takes
  /// @param rate what all have heard from the keeper; empty where it has not spoken
  /// @param limit the limit that the keeper has told; empty where it has met none
  /// @param othersUsed what was accepted of the other processes
  /// @param othersThrottled how many requests of the other processes were throttled per second
  public record Share(double part, boolean keeper, OptionalDouble rate, OptionalDouble limit,
      double othersUsed, double othersThrottled) {

    /// All of it: nobody else asks.
    public static final Share ALL =
        new Share(1, true, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0);
  }

  /// The part of a process, from what all processes said last of one endpoint. A process that has
  /// not yet spoken has no demand.
  public static Share of(String process, Collection<Report> reports, Instant now) {
    List<Report> fresh = reports.stream()
        .filter(report -> report.process().equals(process) || report.at().isAfter(now.minus(FRESH)))
        .sorted(Comparator.comparing(Report::startedAt).thenComparing(Report::process))
        .toList();
    if (fresh.stream().allMatch(report -> report.process().equals(process))) {
      return Share.ALL;
    }
    boolean hasSpoken = fresh.stream().anyMatch(report -> report.process().equals(process));
    double even = fresh.stream().mapToDouble(Report::demand).sum()
        / (fresh.size() + (hasSpoken ? 0 : 1));
    double least = even > 0 ? LEAST * even : 1;
    double weights = hasSpoken ? 0 : least;
    double mine = least;
    for (Report report : fresh) {
      double weight = Math.max(report.demand(), least);
      weights += weight;
      mine = report.process().equals(process) ? weight : mine;
    }
    Report keeper = keeper(fresh, even);
    List<Report> others =
        fresh.stream().filter(report -> !report.process().equals(process)).toList();
    return new Share(mine / weights, keeper.process().equals(process),
        OptionalDouble.of(keeper.rate()), keeper.limit(),
        others.stream().mapToDouble(Report::used).sum(),
        others.stream().mapToDouble(Report::throttled).sum());
  }

  /// The one that was before, as long as it is of use, else the oldest that would be.
  private static Report keeper(List<Report> oldestFirst, double even) {
    return oldestFirst.stream()
        .filter(report -> report.keeps() && report.demand() > ENOUGH_TO_STAY * even).findFirst()
        .or(() -> oldestFirst.stream()
            .filter(report -> report.isBacklogged() && report.demand() > ENOUGH * even).findFirst())
        .orElse(oldestFirst.getFirst());
  }
}
