package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogFilters;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.LogsQuestion;
import io.gapless.fetcher.evm.window.WindowReader;
import io.gapless.fetcher.evm.window.WindowTarget;
import io.gapless.fetcher.leaf.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Asks endpoints on other hosts for the same logs.
///
/// For one thread.
final class SecondOpinion {

  private final ChainAccess access;
  private final LogFilters filter;
  private final List<Evidence> evidence = new ArrayList<>();
  private long requests;

  SecondOpinion(ChainAccess access, LogFilters filter) {
    this.access = access;
    this.filter = filter;
  }

  /// What came of it.
  sealed interface Opinion {}

  /// Others answered for all of the range.
  record Given(WindowTally tally, TreeMap<Long, Endpoint> byFirst) implements Opinion {

    /// Who answered for a block of the range.
    Endpoint of(long block) {
      return byFirst.floorEntry(block).getValue();
    }

    /// Names of all who answered.
    String names() {
      return byFirst.values().stream().map(Endpoint::name).distinct().sorted()
          .reduce((some, next) -> some + "," + next).orElse("");
    }
  }

  /// They did not.
  record NotGiven(String reason) implements Opinion {}

  /// Asks for a range.
  ///
  /// @param others whose opinion is not another one: their hosts are not asked
  /// @param distrusted endpoints that are asked only where there are no others: who was wrong once
  ///     may agree all the same, and where it does not, a proof decides
  Opinion ask(BlockRange range, Set<Endpoint> others, Set<Endpoint> distrusted)
      throws InterruptedException {
    var pool = access.pool();
    var hosts = others.stream().map(Endpoint::host).collect(Collectors.toSet());
    var notAsked = new HashSet<>(pool.onHosts(hosts));
    if (hosts.containsAll(pool.hosts())) {
      return new NotGiven("there is no endpoint on another host");
    }
    var trusted = new HashSet<>(pool.endpoints());
    trusted.removeAll(notAsked);
    if (trusted.removeAll(distrusted) && !trusted.isEmpty()) {
      notAsked.addAll(distrusted);
    }
    var tally = new WindowTally(access.proof());
    var target = new Tallied(access.proof(), tally);
    var question = new LogsQuestion(access, filter, target);
    var reader = new WindowReader(pool, question, target, access.patience().get());
    var byFirst = new TreeMap<Long, Endpoint>();
    try {
      long cursor = range.first();
      while (cursor <= range.last()) {
        switch (reader.read(new BlockRange(cursor, range.last()), notAsked)) {
          case WindowReader.Stuck(String reason) -> {
            return new NotGiven(reason);
          }
          case WindowReader.Window(BlockRange window, Endpoint endpoint, var _) -> {
            target.keep();
            reader.accept();
            byFirst.put(window.first(), endpoint);
            cursor = window.last() + 1;
          }
        }
      }
    } finally {
      requests += reader.requests();
      evidence.addAll(reader.evidence());
    }
    return new Given(tally, byFirst);
  }

  /// Answers that could not be true.
  List<Evidence> evidence() {
    return evidence;
  }

  /// Requests sent so far.
  long requests() {
    return requests;
  }

  /// Holds the logs of a window back until it counts.
  private static final class Tallied implements WindowTarget {

    private final BlockProof proof;
    private final WindowTally kept;
    private WindowTally added;

    Tallied(BlockProof proof, WindowTally kept) {
      this.proof = proof;
      this.kept = kept;
      added = new WindowTally(proof);
    }

    @Override
    public void add(EvmLog reused, long blockTimestamp) {
      added.add(reused);
    }

    @Override
    public void drop() {
      added = new WindowTally(proof);
    }

    void keep() {
      kept.take(added);
      added = new WindowTally(proof);
    }
  }
}
