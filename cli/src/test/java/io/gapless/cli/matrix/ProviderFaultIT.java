package io.gapless.cli.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.matrix.Combination.How;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.realchain.DataFolder;
import io.gapless.cli.realchain.SharedStack;
import io.gapless.cli.truth.TruthRows;
import io.gapless.schemas.record.Gap;
import io.gapless.schemas.record.GapState;
import io.gapless.schemas.record.JobState;
import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.EvmFaults;
import io.gapless.simulator.evm.EvmNodeProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Backfills from nodes as providers run them, with what goes wrong with them. Each ends with tables
/// that equal the chain, or says exactly which leaves could not be had; what a verdict promises
/// holds for all that it covers.
///
/// `-Dgapless.matrix.only=TEXT` runs those combinations whose name holds the text, which complaints
/// begin with.
@ExtendWith(SharedStack.class)
class ProviderFaultIT {

  private static final int AT_ONCE = 40;
  /// Of the faults, so many are one in the short form.
  private static final int EVERY = 3;
  /// A node that throttles one request in five takes minutes.
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final List<How> HOWS = List.of(How.values());

  @Test
  @DisabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "the whole matrix runs instead")
  void someFaultsEachWithAnotherProvider(DataFolder folder, @TempDir Path state)
      throws Exception {
    var faults = faults();
    var profiles = EvmNodeProfile.names();
    var chosen = new ArrayList<Combination>();
    for (int i = 0; i < faults.size(); i += EVERY) {
      chosen.add(new Combination(i, profiles.get(i % profiles.size()), faults.get(i),
          HOWS.get(i % HOWS.size())));
    }
    check(folder, state, Duration.ofSeconds(6), chosen);
  }

  @Test
  @EnabledIfSystemProperty(named = "gapless.chaos", matches = "true", disabledReason = "takes long: -Pchaos")
  void everyProviderWithEveryFault(DataFolder folder, @TempDir Path state) throws Exception {
    var faults = faults();
    var profiles = EvmNodeProfile.names();
    var chosen = new ArrayList<Combination>();
    for (int i = 0; i < profiles.size(); i++) {
      for (int j = 0; j < faults.size(); j++) {
        // every fault meets every verdict, with five providers each
        var how = HOWS.get((i + j) % HOWS.size());
        chosen.add(new Combination(10_000 + chosen.size(), profiles.get(i), faults.get(j), how));
      }
    }
    // some providers throttle one request in five, and ask to be left alone for a second each time
    check(folder, state, Duration.ofMinutes(3), chosen);
  }

  /// All but the one that a node is turned away for before anything is asked of it.
  private static List<Optional<String>> faults() {
    return Stream.concat(Stream.of(Optional.<String>empty()),
        EvmFaults.all().stream().map(NamedFault::name)
            .filter(name -> !name.equals("wrong-chain-id")).map(Optional::of))
        .toList();
  }

  private static void check(DataFolder folder, Path state, Duration patience,
      List<Combination> all)
      throws Exception {
    var only = System.getProperty("gapless.matrix.only", "");
    var combinations = all.stream().filter(one -> one.toString().contains(only)).toList();
    var waiting = new ArrayDeque<Setup>();
    combinations.forEach(combination -> waiting.add(Setup.start(combination)));
    var setups = List.copyOf(waiting);
    var complaints = new ArrayList<String>();
    try (var pipeline = new MatrixPipeline(folder.servers(), state, patience, setups);
        var jobs = pipeline.jobs()) {
      var begun = new ArrayList<Begun>();
      while (!waiting.isEmpty() || !begun.isEmpty()) {
        while (!waiting.isEmpty() && begun.size() < AT_ONCE) {
          begun.add(begin(waiting.remove(), pipeline));
        }
        jobs.poll(Duration.ofMillis(100));
        begun.removeIf(job -> {
          var progress = progress(jobs, job.requestId());
          boolean late = System.nanoTime() - job.since() > LONGEST.toNanos();
          boolean ended = late || progress.map(JobProgress::ended).orElse(false);
          if (ended) {
            job.fetcher().run();
            complain(complaints, job.setup(), pipeline, late ? Optional.empty() : progress);
          }
          return ended;
        });
      }
    } finally {
      setups.forEach(Setup::close);
    }
    assertThat(complaints).as("%d combinations", combinations.size()).isEmpty();
  }

  private record Begun(Setup setup, String requestId, Runnable fetcher, long since) {}

  private static Begun begin(Setup setup, MatrixPipeline pipeline) throws Exception {
    var fetcher = pipeline.startFetcher(setup.combination(), setup.nodes());
    return new Begun(setup, pipeline.submit(setup.combination()), fetcher, System.nanoTime());
  }

  private static Optional<JobProgress> progress(JobTopics jobs, String requestId) {
    return jobs.ledger().jobOf(requestId)
        .flatMap(job -> jobs.ledger().progress(job, InstantSource.system().instant()));
  }

  private static void complain(List<String> complaints, Setup setup, MatrixPipeline pipeline,
      Optional<JobProgress> ended) {
    var combination = setup.combination();
    if (ended.isEmpty()) {
      complaints.add(combination + ": has not ended");
      return;
    }
    var job = ended.get();
    if (job.state() != JobState.COMPLETE && job.state() != JobState.INCOMPLETE) {
      complaints.add(combination + ": " + job.state() + " " + job.reason());
      return;
    }
    if (combination.passes() && job.state() != JobState.COMPLETE) {
      complaints.add(combination + ": " + job.state() + " " + job.gaps());
    }
    var rows = new TruthRows(pipeline.clickHouse(), setup.nodes().getFirst().chain());
    long next = 0;
    for (var gap : Stream
        .concat(job.gaps().stream().sorted(Comparator.comparingLong(Gap::getFirst)),
            Stream.of(END))
        .toList()) {
      if (gap.getFirst() > next) {
        compare(complaints, combination, rows, next, gap.getFirst() - 1);
      }
      next = gap.getLast() + 1;
    }
    long missing = job.gaps().stream().mapToLong(gap -> gap.getLast() - gap.getFirst() + 1).sum();
    if (job.blocksDone() + missing != Combination.BLOCKS) {
      complaints.add(combination + ": " + job.blocksDone() + " blocks covered and " + missing
          + " listed as missing");
    }
  }

  private static final Gap END = Gap.newBuilder().setFirst(Combination.BLOCKS)
      .setLast(Combination.BLOCKS).setState(GapState.MISSING)
      .setAttempts(0).setReason("").setEndpoint("").build();

  private static void compare(List<String> complaints, Combination combination, TruthRows rows,
      long first, long last) {
    var differences = rows.differences(first, last);
    if (combination.showsEverything() && !differences.blocks().isEmpty()) {
      complaints.add(combination + ": covered, and not the chain's: " + differences.blocks());
    } else if (combination.showsEmptyBlocks() && !differences.empty().isEmpty()) {
      complaints.add(combination + ": covered, and wrongly empty: " + differences.empty());
    }
  }
}
