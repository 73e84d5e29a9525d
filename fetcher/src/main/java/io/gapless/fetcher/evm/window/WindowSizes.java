package io.gapless.fetcher.evm.window;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal.Density;
import io.gapless.chains.endpoint.Refusal.SpanCap;
import io.gapless.chains.endpoint.Refusal.TooLarge;
import io.gapless.chains.evm.LogFilters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many blocks to ask of an endpoint at once.
///
/// Two kinds of "too large" are kept apart: a span cap holds for everything that the endpoint is
/// asked and only ever falls; a density cap holds for one filter where it matched much, and grows
/// again with every answer.
///
/// Safe for many threads, which share what they learn.
public final class WindowSizes {

  private final long first;
  private final long largest;
  private final Map<Endpoint, Long> spanCaps = new ConcurrentHashMap<>();
  private final Map<Query, Long> widths = new ConcurrentHashMap<>();

  /// @param first blocks to begin with
  /// @param largest blocks that are never exceeded
  public WindowSizes(long first, long largest) {
    this.first = first;
    this.largest = largest;
  }

  /// The usual ones for `eth_getLogs`: 500 blocks to begin with, 10,000 at most.
  public static WindowSizes ofLogs() {
    return new WindowSizes(500, 10_000);
  }

  /// The usual ones for receipts, which come block by block in one batch: 8 blocks to begin with, 64
  /// at most.
  public static WindowSizes ofReceipts() {
    return new WindowSizes(8, 64);
  }

  /// Blocks to ask for, 1 or more.
  public long width(Endpoint endpoint, LogFilters filter) {
    return Math.min(widths.getOrDefault(new Query(endpoint, filter), first),
        spanCaps.getOrDefault(endpoint, largest));
  }

  /// Learns from an answer to a request of `asked` blocks.
  public void answered(Endpoint endpoint, LogFilters filter, long asked) {
    widths.compute(new Query(endpoint, filter), (query, width) -> {
      long before = width == null ? first : width;
      // a leaf's last piece says nothing about wider ones
      return asked < before ? before : Math.min(largest, before * 2);
    });
  }

  /// Learns from a refusal of `asked` blocks; the next width is smaller, if it was above 1.
  public void refused(Endpoint endpoint, LogFilters filter, long asked, TooLarge refusal) {
    long half = Math.max(1, asked / 2);
    switch (refusal) {
      case SpanCap(var maxBlocks, var _) -> spanCaps.merge(endpoint,
          smaller(asked, maxBlocks.orElse(half), half), Math::min);
      case Density(var suggested, var _) -> widths.put(new Query(endpoint, filter),
          smaller(asked, suggested.orElse(half), half));
    }
  }

  /// What was told, if it is smaller than what was asked; else half of that.
  private static long smaller(long asked, long told, long half) {
    return told >= 1 && told < asked ? told : half;
  }

  private record Query(Endpoint endpoint, LogFilters filter) {}
}
