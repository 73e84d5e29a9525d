package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Datasets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which leaves may have lost rows to a TTL of their tables: those are no gaps, and are not compared.
final class Expiry {

  private final TableCounts tables;
  private final InstantSource clock;

  Expiry(TableCounts tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /// Leaves whose rows are all still to be there, and how many others there are.
  record Sorted(List<CoveredLeaf> kept, int expired) {}

  /// A tenth of the TTL early, an hour at most: comparing takes its time, and clocks differ.
  Sorted of(List<CoveredLeaf> leaves, Collection<String> datasets) {
    var shortest = datasets.stream().map(name -> tables.timeToLive(Datasets.all().named(name)))
        .flatMap(Optional::stream).min(Comparator.naturalOrder());
    if (shortest.isEmpty()) {
      return new Sorted(leaves, 0);
    }
    var ttl = shortest.get();
    var margin = Duration.ofHours(1).compareTo(ttl.dividedBy(10)) < 0
        ? Duration.ofHours(1)
        : ttl.dividedBy(10);
    var oldest = clock.instant().minus(ttl).plus(margin);
    var kept = leaves.stream().filter(leaf -> leaf.fetchedAt().isAfter(oldest)).toList();
    return new Sorted(kept, leaves.size() - kept.size());
  }
}
