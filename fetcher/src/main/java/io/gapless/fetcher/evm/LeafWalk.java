package io.gapless.fetcher.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.evm.LogsAnswer;
import io.gapless.chains.evm.LogsBloom;
import io.gapless.fetcher.evm.records.LogRecords;
import io.gapless.fetcher.evm.verify.CompiledFilter;
import io.gapless.fetcher.evm.verify.Distrust;
import io.gapless.fetcher.evm.verify.ReceiptsQuestion;
import io.gapless.fetcher.evm.verify.Verification;
import io.gapless.fetcher.evm.verify.WindowChecks;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.LogsQuestion;
import io.gapless.fetcher.evm.window.WindowReader;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.fetcher.leaf.Segments;
import io.gapless.fetcher.leaf.Shown;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.record.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A walk over one leaf, window by window: each is answered whole by one endpoint and shown to be
/// complete as the work asks for it, or not at all. Where no endpoint is left whose word counts,
/// blocks are proven.
///
/// For one thread, once.
final class LeafWalk {

  private final ChainAccess access;
  private final RangeWork work;
  private final LogRecords leaf;
  private final Distrust distrust;
  private final WindowChecks checks;
  private final WindowReader byLogs;
  private final ReceiptsQuestion receipts;
  private final WindowReader byReceipts;

  private final Segments segments = new Segments();
  private Optional<Hash32> firstParent = Optional.empty();
  private Optional<Hash32> lastHash = Optional.empty();
  private long spotChecks;
  private long spotUnproven;

  LeafWalk(ChainAccess access, RangeWork work, CompiledFilter filter, LogRecords leaf,
      Distrust distrust) {
    this.access = access;
    this.work = work;
    this.leaf = leaf;
    this.distrust = distrust;
    checks = new WindowChecks(Verification.of(work), access,
        new BlockRange(work.getFirst(), work.getLast()), filter, leaf, distrust);
    var patience = access.patience().get();
    byLogs =
        new WindowReader(access.pool(), new LogsQuestion(access, filter.filter(), checks), checks,
            patience);
    receipts = new ReceiptsQuestion(access, filter, checks, distrust);
    byReceipts = new WindowReader(access.pool(), receipts, checks, patience);
  }

  /// How a walk ended.
  sealed interface End {}

  /// It got as far as `last`, inclusive, which is the leaf's last block unless the records
  /// outgrew their share.
  record Arrived(long last) implements End {}

  /// It did not: nothing of the leaf counts.
  record Stuck(String reason) implements End {}

  End walk(long maxBytes) throws InterruptedException {
    long cursor = work.getFirst();
    while (cursor <= work.getLast()) {
      if (cursor > work.getFirst() && leaf.bytes() >= maxBytes) {
        return new Arrived(cursor - 1);
      }
      boolean proven = work.getVerify() == Verdict.ROOT || nobodyIsTrusted();
      var reader = proven ? byReceipts : byLogs;
      var rest = new BlockRange(cursor, work.getLast());
      switch (reader.read(rest, proven ? Set.of() : distrust.endpoints())) {
        case WindowReader.Stuck(String reason) -> {
          return new Stuck(reason);
        }
        case WindowReader.Window(BlockRange window, Endpoint endpoint, LogsAnswer answer) -> {
          var cut = leaf.cut();
          var range = new BlockRange(cursor,
              cut.map(LogRecords.Cut::last).orElse(window.last()));
          var hash = cut.map(LogRecords.Cut::hash).orElse(answer.lastHeader().hash());
          var parent = proven ? Optional.of(receipts.firstParent()) : Optional.<Hash32>empty();
          var bloom = cut.isPresent()
              ? Optional.<LogsBloom>empty()
              : Optional.of(answer.lastHeader().logsBloom());
          var shown = proven ? Verdict.ROOT : Verdict.HEAD;
          switch (checks.judge(range, endpoint, shown, hash, bloom)) {
            case WindowChecks.Rejected(String reason) -> {
              leaf.drop();
              reader.reject(endpoint, reason);
            }
            case WindowChecks.Undecided(String reason) -> {
              return new Stuck(reason);
            }
            case WindowChecks.Unanswered(String reason) -> {
              leaf.drop();
              if (!reader.postpone(window, reason)) {
                return new Stuck(reason);
              }
            }
            case WindowChecks.Accepted accepted -> {
              var first = parent.or(accepted::firstParent);
              if (!follows(first)) {
                return new Stuck("block " + cursor + " names another parent than the block before "
                    + "it had: the chain was reorganised, or endpoints see different branches");
              }
              keep(range, endpoint, answer.lastHeader().number(), accepted);
              firstParent = cursor == work.getFirst() ? first : firstParent;
              lastHash = Optional.of(hash);
              reader.accept();
              if (cut.isPresent()) {
                return new Arrived(range.last());
              }
              cursor = range.last() + 1;
            }
          }
        }
      }
    }
    return new Arrived(work.getLast());
  }

  /// How we know that the leaf is complete up to `last`.
  Shown shown(long last) {
    return new Shown(last, segments, bytes(firstParent), bytes(lastHash), spotChecks, spotUnproven,
        requests(), retries());
  }

  /// Whether a part of it rests on the word of an endpoint that was found out since.
  boolean restsOnDistrusted() {
    var names = distrust.endpoints().stream().map(Endpoint::name).toList();
    return segments.list().stream().anyMatch(segment -> segment.getVerdict() != Verdict.ROOT
        && segment.getCorroboratedBy().isEmpty() && names.contains(segment.getEndpoint()));
  }

  /// Answers that could not be true.
  List<Evidence> evidence() {
    return Stream.of(byLogs.evidence(), byReceipts.evidence(), checks.evidence())
        .flatMap(List::stream).toList();
  }

  private long requests() {
    return byLogs.requests() + byReceipts.requests() + checks.requests();
  }

  private long retries() {
    return byLogs.retries() + byReceipts.retries();
  }

  private static byte[] bytes(Optional<Hash32> hash) {
    return hash.map(Hash32::bytes).orElse(new byte[0]);
  }

  private boolean nobodyIsTrusted() {
    return distrust.endpoints().containsAll(access.pool().endpoints());
  }

  private boolean follows(Optional<Hash32> parent) {
    return parent.isEmpty() || lastHash.isEmpty() || parent.equals(lastHash);
  }

  private void keep(BlockRange range, Endpoint endpoint, long head,
      WindowChecks.Accepted accepted) {
    leaf.keep();
    spotChecks += accepted.spotChecks();
    spotUnproven += accepted.spotUnproven();
    segments.add(range, endpoint, head, accepted.verdict(), accepted.corroboratedBy());
  }
}
