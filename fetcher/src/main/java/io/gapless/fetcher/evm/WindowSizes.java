package io.gapless.fetcher.evm;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal.Density;
import io.gapless.chains.endpoint.Refusal.SpanCap;
import io.gapless.chains.endpoint.Refusal.TooLarge;
import io.gapless.chains.evm.LogFilter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many blocks to ask of an endpoint at once.
///
/// Two kinds of "too large" are kept apart: a span cap holds for everything that the endpoint is
/// asked and only ever falls; a density cap holds for one filter where it matched much, and grows
/// again with every answer.
///
/// Safe for many threads, which share what they learn.
final class WindowSizes {

  static final long FIRST = 500;
  static final long LARGEST = 10_000;

  private final Map<Endpoint, Long> spanCaps = new ConcurrentHashMap<>();
  private final Map<Query, Long> widths = new ConcurrentHashMap<>();

  /// Blocks to ask for, 1 or more.
  long width(Endpoint endpoint, LogFilter filter) {
    return Math.min(widths.getOrDefault(new Query(endpoint, filter), FIRST),
        spanCaps.getOrDefault(endpoint, LARGEST));
  }

  /// Learns from an answer to a request of `asked` blocks.
  void answered(Endpoint endpoint, LogFilter filter, long asked) {
    widths.compute(new Query(endpoint, filter), (query, width) -> {
      long before = width == null ? FIRST : width;
      // a leaf's last piece says nothing about wider ones
      return asked < before ? before : Math.min(LARGEST, before * 2);
    });
  }

  /// Learns from a refusal of `asked` blocks; the next width is smaller, if it was above 1.
  void refused(Endpoint endpoint, LogFilter filter, long asked, TooLarge refusal) {
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

  private record Query(Endpoint endpoint, LogFilter filter) {}
}
