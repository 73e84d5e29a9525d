package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogsBloom;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.HistoryProbe;
import io.gapless.fetcher.evm.window.WindowTarget;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.schemas.record.Verdict;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Decides whether a window's logs count, and at which verdict: by blooms, by blocks that are proven
/// besides, by a second opinion, as the work asks for it.
///
/// For one thread. It has to see the logs, so it is a target that passes them on.
public final class WindowChecks implements WindowTarget {

  private final Verification verification;
  private final WindowTarget next;
  private final BlockProofs proofs;
  private final BloomCheck blooms;
  private final SecondOpinion second;
  private final HistoryProbe probe;
  private final Distrust distrust;
  private final NavigableSet<Long> spots;
  private final CompiledFilter filter;
  private final boolean bloomsSpeak;
  private final boolean tallyAll;
  private final WindowTally tally;
  private long newestBlock = -1;
  private long highestBlock = -1;
  private boolean tallyNewest;

  /// @param next where the logs go on to
  public WindowChecks(Verification verification, ChainAccess access, BlockRange leaf,
      CompiledFilter filter, WindowTarget next, Distrust distrust) {
    this.verification = verification;
    this.next = next;
    this.distrust = distrust;
    tally = new WindowTally(access.proof());
    proofs = new BlockProofs(access, filter, distrust);
    blooms = new BloomCheck(access, filter, distrust);
    second = new SecondOpinion(access, filter.filter());
    probe = new HistoryProbe(access.pool());
    this.filter = filter;
    bloomsSpeak = access.proof().bloomIsUsable() && access.proof().notProvable().isEmpty();
    spots = SpotChecks.blocks(verification.jobId(), verification.spotEvery(), leaf);
    tallyAll = verification.corroborate() || verification.verdict() == Verdict.BLOOM;
  }

  /// What is to become of a window.
  public sealed interface Judgement {}

  /// Its logs count.
  ///
  /// @param corroboratedBy who on another host gave the same; empty: nobody was asked
  /// @param firstParent the parent that its first block names, where that was asked
  /// @param spotChecks blocks that were proven besides
  /// @param spotUnproven blocks that were to be and could not be
  public record Accepted(Verdict verdict, String corroboratedBy, Optional<Hash32> firstParent,
      int spotChecks, int spotUnproven) implements Judgement {

    private Accepted corroborated(String by) {
      return new Accepted(verdict, by, firstParent, spotChecks, spotUnproven);
    }
  }

  /// Who answered is wrong, or lacks what happened in the window: it is to be asked of others.
  public record Rejected(String reason) implements Judgement {}

  /// Nobody can tell who is right.
  public record Undecided(String reason) implements Judgement {}

  /// What decides was not to be had; later it may be.
  public record Unanswered(String reason) implements Judgement {}

  @Override
  public void add(EvmLog reused, long blockTimestamp) {
    next.add(reused, blockTimestamp);
    if (reused.blockNumber != newestBlock) {
      newestBlock = reused.blockNumber;
      highestBlock = Math.max(highestBlock, newestBlock);
      tallyNewest = tallyAll || spots.contains(newestBlock);
    }
    if (tallyNewest) {
      tally.add(reused);
    }
  }

  @Override
  public void drop() {
    forget();
    next.drop();
  }

  /// Judges the logs that came since the last window, up to the range's last block.
  ///
  /// @param endpoint who gave them
  /// @param shown how their completeness is shown already: `HEAD`, or `ROOT` for proven blocks
  /// @param lastHash hash of the range's last block
  /// @param lastBloom bloom of that block, where its header came along
  public Judgement judge(BlockRange range, Endpoint endpoint, Verdict shown, Hash32 lastHash,
      Optional<LogsBloom> lastBloom) throws InterruptedException {
    try {
      var judgement = shown == Verdict.ROOT
          ? new Accepted(shown, "", Optional.empty(), 0, 0)
          : compareBlooms(range, endpoint, lastHash);
      if (judgement instanceof Accepted accepted && shown != Verdict.ROOT) {
        judgement = proveSpots(chosen(range, lastBloom), endpoint, accepted);
      }
      return judgement instanceof Accepted accepted && verification.corroborate()
          ? corroborate(range, endpoint, accepted)
          : judgement;
    } finally {
      forget();
    }
  }

  private void forget() {
    tally.clear();
    newestBlock = -1;
    highestBlock = -1;
  }

  /// Answers of others that could not be true.
  public List<Evidence> evidence() {
    return second.evidence();
  }

  /// Requests sent so far.
  public long requests() {
    return proofs.requests() + blooms.requests() + second.requests() + probe.requests();
  }

  private Judgement compareBlooms(BlockRange range, Endpoint endpoint, Hash32 lastHash)
      throws InterruptedException {
    if (verification.verdict() != Verdict.BLOOM) {
      return new Accepted(Verdict.HEAD, "", Optional.empty(), 0, 0);
    }
    return switch (blooms.compare(range, endpoint, lastHash, tally)) {
      case BloomCheck.NotCompared(String reason) -> undecided(endpoint, new Undecided(reason));
      case BloomCheck.NoHeaders(String reason) -> undecided(endpoint, new Unanswered(reason));
      case BloomCheck.Compared(Hash32 firstParent, NavigableSet<Long> doubtful) -> {
        var proven = proofs.prove(doubtful, endpoint);
        if (contradict(proven, endpoint)) {
          yield wrong(endpoint);
        }
        doubtful.removeAll(proven.keySet());
        yield doubtful.isEmpty()
            ? new Accepted(Verdict.BLOOM, "", Optional.of(firstParent), 0, 0)
            : undecided(endpoint, new Unanswered("by its bloom block " + doubtful.first()
                + " may have logs of which none came, and nobody proves that it has not: "
                + proofs.lastObstacle()));
      }
    };
  }

  /// The blocks to be proven besides; the last one too where its bloom, which cost nothing, says that
  /// there may be logs of which none came.
  private Set<Long> chosen(BlockRange range, Optional<LogsBloom> lastBloom) {
    var chosen = new TreeSet<>(spots.subSet(range.first(), true, range.last(), true));
    if (bloomsSpeak && highestBlock < range.last()
        && lastBloom.filter(filter.blooms()::mayMatch).isPresent()) {
      chosen.add(range.last());
    }
    return chosen;
  }

  private Judgement proveSpots(Set<Long> chosen, Endpoint endpoint, Accepted accepted)
      throws InterruptedException {
    var proven = proofs.prove(chosen, endpoint);
    if (contradict(proven, endpoint)) {
      return wrong(endpoint);
    }
    var unproven = new TreeSet<>(chosen);
    unproven.removeAll(proven.keySet());
    for (long block : unproven) {
      // who has no receipts of a block may lack its logs, too
      if (tally.of(block).isEmpty() && probe.of(endpoint,
          block) instanceof HistoryProbe.Refused(Refusal.MissingData(var _, var said))) {
        return new Rejected(endpoint + " for block " + block + ": " + said);
      }
    }
    return new Accepted(accepted.verdict(), "", accepted.firstParent(), proven.size(),
        unproven.size());
  }

  private Judgement corroborate(BlockRange range, Endpoint endpoint, Accepted accepted)
      throws InterruptedException {
    return switch (second.ask(range, Set.of(endpoint), distrust.endpoints())) {
      case SecondOpinion.NotGiven(String reason) -> new Undecided("not corroborated: " + reason);
      case SecondOpinion.Given given -> {
        var different = tally.differences(given.tally(), range.last());
        var proven = accepted.verdict() == Verdict.ROOT
            ? tally.of(different)
            : proofs.prove(different, endpoint);
        yield decide(different, proven, endpoint, given)
            .orElseGet(() -> accepted.corroborated(given.names()));
      }
    };
  }

  /// What follows from differences; empty where the endpoint was right in all of them.
  private Optional<Judgement> decide(Set<Long> different, Map<Long, BlockTally> proven,
      Endpoint endpoint, SecondOpinion.Given given) throws InterruptedException {
    boolean wrong = false;
    for (long block : different) {
      var truth = proven.get(block);
      if (truth == null) {
        var opinion = askAThird(block, endpoint, given);
        if (opinion.isPresent()) {
          return opinion;
        }
        continue;
      }
      wrong |= contradicts(endpoint, block, tally.of(block), truth);
      contradicts(given.of(block), block, given.tally().of(block), truth);
    }
    return wrong ? Optional.of(wrong(endpoint)) : Optional.empty();
  }

  /// Where no proof is to be had, two of three decide; empty where they are for the endpoint.
  private Optional<Judgement> askAThird(long block, Endpoint endpoint, SecondOpinion.Given given)
      throws InterruptedException {
    var other = given.of(block);
    var ours = tally.of(block);
    var theirs = given.tally().of(block);
    var dispute = endpoint + " and " + other + " differ about block " + block;
    var answers = endpoint + ": " + ours + "\n" + other + ": " + theirs;
    var opinion = second.ask(BlockRange.of(block), Set.of(endpoint, other), distrust.endpoints());
    if (!(opinion instanceof SecondOpinion.Given third)) {
      distrust.note(endpoint, block, dispute, answers);
      return Optional.of(new Undecided(dispute + ", no proof is to be had ("
          + proofs.lastObstacle() + ") and no third endpoint answers"));
    }
    if (third.tally().of(block).equals(ours)) {
      distrust.note(other, block, dispute + ", " + third.names() + " agrees with the first",
          answers);
      return Optional.empty();
    }
    distrust.note(endpoint, block, dispute + ", " + third.names() + " does not agree with the "
        + "first", answers + "\n" + third.names() + ": " + third.tally().of(block));
    return Optional.of(third.tally().of(block).equals(theirs)
        ? wrong(endpoint)
        : new Undecided(dispute + ", and " + third.names() + " differs from both"));
  }

  /// Whether any of the proven blocks, or its own receipts, show the endpoint to be wrong.
  private boolean contradict(Map<Long, BlockTally> proven, Endpoint endpoint) {
    for (var block : proven.entrySet()) {
      contradicts(endpoint, block.getKey(), tally.of(block.getKey()), block.getValue());
    }
    return distrust.endpoints().contains(endpoint);
  }

  private boolean contradicts(Endpoint endpoint, long block, BlockTally said, BlockTally truth) {
    if (said.equals(truth)) {
      return false;
    }
    distrust.add(endpoint, block, said.against(truth),
        "logs by index and hash\nanswered: " + said + "\nproven: " + truth);
    return true;
  }

  private Judgement undecided(Endpoint endpoint, Judgement otherwise) {
    return distrust.endpoints().contains(endpoint) ? wrong(endpoint) : otherwise;
  }

  private static Rejected wrong(Endpoint endpoint) {
    return new Rejected(endpoint + " is wrong, and nobody else could be asked");
  }
}
