package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Entry.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Adds up what wallets moved, each in each transaction; see [Book#volume()].
final class Volume {

  private Volume() {}

  static long of(List<Entry> entries) {
    return sum(entries, moves -> true);
  }

  static long plain(List<Entry> entries) {
    return sum(entries, Volume::isPlain);
  }

  private static long sum(List<Entry> entries, Predicate<List<Entry>> counted) {
    return entries.stream().filter(entry -> entry.kind() != Kind.FEE)
        .collect(Collectors.groupingBy(entry -> Map.entry(entry.transaction(), entry.holder())))
        .values().stream().filter(counted).mapToLong(Volume::moved).sum();
  }

  private static long moved(Collection<Entry> moves) {
    long cash = moves.stream().mapToLong(Entry::cash).sum();
    return cash != 0
        ? Math.abs(cash)
        : moves.stream().flatMap(entry -> entry.shares().stream()).mapToLong(Math::abs).sum();
  }

  private static boolean isPlain(Collection<Entry> moves) {
    long cash = moves.stream().mapToLong(Entry::cash).sum();
    var directions = moves.stream().flatMap(entry -> entry.shares().stream())
        .map(Long::signum).filter(sign -> sign != 0).toList();
    return cash != 0 && !directions.isEmpty()
        && directions.stream().allMatch(sign -> sign == -Long.signum(cash))
        && moves.stream().map(Entry::condition).distinct().count() == 1;
  }
}
