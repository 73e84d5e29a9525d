package io.gapless.fetcher.xrpl;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.xrpl.payment.UnreadableTransactionException;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.fetcher.leaf.Segments;
import io.gapless.fetcher.leaf.Shown;
import io.gapless.schemas.record.RangeWork;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A walk over one leaf, ledger by ledger: each is proven by itself and names the one before as its
/// parent. For one thread, once.
final class LedgerWalk {

  private final LedgerAsker asker;
  private final RangeWork work;
  private final LeafRecords leaf;
  private final LedgerRecords records;
  private final Set<Endpoint> barred;
  private final Segments segments = new Segments();
  private Optional<CheckedLedger> first = Optional.empty();
  private Optional<CheckedLedger> last = Optional.empty();

  /// @param barred servers that are not to be asked
  LedgerWalk(LedgerAsker asker, RangeWork work, LeafRecords leaf, Set<Endpoint> barred) {
    this.asker = asker;
    this.work = work;
    this.leaf = leaf;
    this.records = new LedgerRecords(leaf);
    this.barred = Set.copyOf(barred);
  }

  /// How a walk ended.
  sealed interface End {}

  /// It got as far as `last`, inclusive, which is the leaf's last ledger unless the records outgrew
  /// their share.
  record Arrived(long last) implements End {}

  /// It did not: nothing of the leaf counts.
  record Stuck(String reason) implements End {}

  /// What this server gave does not lead to what the others have: to be walked again without it.
  record Astray(Endpoint endpoint, String reason) implements End {}

  End walk(long maxBytes) throws InterruptedException {
    try (var ahead = new LedgersAhead(asker, work.getFirst(), work.getLast(), barred)) {
      return walk(ahead, maxBytes);
    }
  }

  private End walk(LedgersAhead ahead, long maxBytes) throws InterruptedException {
    for (long index = work.getFirst(); index <= work.getLast(); index++) {
      if (index > work.getFirst() && leaf.bytes() >= maxBytes) {
        return new Arrived(index - 1);
      }
      switch (ahead.next()) {
        case LedgerAsker.Nothing(String reason) -> {
          return new Stuck(reason);
        }
        case LedgerAsker.Ledger(CheckedLedger ledger) when follows(ledger) -> {
          var end = keep(ledger);
          if (end.isPresent()) {
            return end.get();
          }
        }
        case LedgerAsker.Ledger(CheckedLedger ledger) -> {
          var other = another(ledger);
          if (other.isEmpty()) {
            return astray(ledger);
          }
          var end = keep(other.get());
          if (end.isPresent()) {
            return end.get();
          }
        }
      }
    }
    return new Arrived(work.getLast());
  }

  /// How we know that the leaf is complete up to `lastLedger`.
  Shown shown(long lastLedger) {
    return new Shown(lastLedger, segments,
        first.map(ledger -> ledger.header().parentHash().bytes()).orElse(new byte[0]),
        last.map(ledger -> ledger.hash().bytes()).orElse(new byte[0]), 0, 0, asker.requests(),
        asker.retries());
  }

  private boolean follows(CheckedLedger ledger) {
    return last.isEmpty() || last.get().hash().equals(ledger.header().parentHash());
  }

  private Optional<End> keep(CheckedLedger ledger) {
    long index = ledger.header().index();
    try {
      records.add(ledger);
    } catch (UnreadableTransactionException e) {
      return Optional.of(new Stuck("ledger " + index + ": " + e.getMessage()));
    }
    segments.add(BlockRange.of(index), ledger.endpoint(), ledger.head(), ledger.verdict(), "");
    first = first.or(() -> Optional.of(ledger));
    last = Optional.of(ledger);
    return Optional.empty();
  }

  /// The same ledger of another server, where that one follows.
  private Optional<CheckedLedger> another(CheckedLedger ledger) throws InterruptedException {
    var others = new HashSet<>(barred);
    others.add(ledger.endpoint());
    var parentCloseTime = OptionalLong.of(last.orElseThrow().header().closeTime());
    if (asker.get(ledger.header().index(), parentCloseTime,
        others) instanceof LedgerAsker.Ledger(CheckedLedger other) && follows(other)) {
      asker.contradicted(ledger, contradiction(ledger));
      return Optional.of(other);
    }
    return Optional.empty();
  }

  /// Nobody has a ledger that follows, so it is the one before that is not of this chain.
  private End astray(CheckedLedger ledger) {
    var before = last.orElseThrow();
    var reason = contradiction(ledger);
    asker.contradicted(before, reason);
    return new Astray(before.endpoint(), reason);
  }

  private String contradiction(CheckedLedger ledger) {
    var before = last.orElseThrow();
    return "ledger " + ledger.header().index() + " of " + ledger.endpoint()
        + " names another parent than the ledger " + before.header().index() + " of "
        + before.endpoint() + ": servers are of two networks, or of two branches of one";
  }
}
