package io.gapless.planner.job;

import io.gapless.planner.chain.ChainClock;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobSpecification;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Resolves what a user asked for into a job: checks every option, and turns dates and `finalized`
/// into block numbers.
public final class JobResolver {

  private static final Pattern CHAIN = Pattern.compile("(evm|xrpl)-[0-9]{1,18}");
  private static final Pattern EVM_ADDRESS = Pattern.compile("0[xX][0-9a-fA-F]{40}");

  /// Parties that a job has at most: they stand twice and more often in what nodes and tables are
  /// asked.
  public static final int MOST_PARTIES = 100;

  private final Map<String, ChainClock> chains;
  private final long finalityDepth;

  /// @param chains clocks of the chains that there are endpoints for, by chain
  /// @param finalityDepth blocks below the head that count as final where no node tells
  public JobResolver(Map<String, ChainClock> chains, long finalityDepth) {
    this.chains = Map.copyOf(chains);
    this.finalityDepth = finalityDepth;
  }

  /// Checks what can be checked without asking anyone.
  ///
  /// @return the clock of the specification's chain
  /// @throws JobRefusedException if the job cannot be done so
  public ChainClock check(JobSpecification asked) {
    String chain = asked.getChain();
    if (!CHAIN.matcher(chain).matches()) {
      throw new JobRefusedException("chain " + chain
          + " is not known: give evm-<chain id> or xrpl-<network id>, such as evm-1");
    }
    datasets(asked);
    contracts(asked);
    parties(asked);
    Bound.parse("--from", asked.getFrom());
    Bound.parse("--to", asked.getTo());
    Long rangeSize = asked.getRangeSize();
    if (rangeSize != null && rangeSize < 1) {
      throw new JobRefusedException(
          "--range-size " + rangeSize + " is too small: give 1 or more blocks, or leave it out");
    }
    if (asked.getMaxAttempts() < 1) {
      throw new JobRefusedException(
          "--max-attempts " + asked.getMaxAttempts() + " is too small: give 1 or more");
    }
    if (asked.getVerify() == Verdict.NONE) {
      throw new JobRefusedException("--verify none is not possible: give head, bloom or root");
    }
    ChainClock clock = chains.get(chain);
    if (clock == null) {
      throw new JobRefusedException("the planner has no endpoints for " + chain
          + (chains.isEmpty()
              ? ""
              : "; it has some for " + chains.keySet().stream().sorted()
                  .collect(Collectors.joining(", ")))
          + ": start it with nodes of " + chain);
    }
    return clock;
  }

  /// Resolves a specification; asks nodes, and may block for long.
  ///
  /// @param requestId the request that the job answers
  /// @param now when the job is made
  /// @throws JobRefusedException if the job cannot be done so
  /// @throws io.gapless.planner.chain.ChainUnavailableException if no node tells
  public JobPlan resolve(String requestId, JobSpecification asked, Instant now)
      throws InterruptedException {
    ChainClock clock = check(asked);
    var finder = new BoundFinder(asked.getChain(), clock, finalityDepth);
    var range = finder.find(asked.getFrom(), asked.getTo());
    Job job = Job.newBuilder()
        .setJobId("")
        .setRequestId(requestId)
        .setChain(asked.getChain())
        .setDatasets(datasets(asked))
        .setContracts(contracts(asked))
        .setParties(parties(asked))
        .setFirst(range.first())
        .setLast(range.last())
        .setFirstDay(Days.epochDay(clock.timeOf(range.first())))
        .setDays(List.of())
        .setRangeSize(asked.getRangeSize())
        .setVerify(asked.getVerify())
        .setCorroborate(asked.getCorroborate())
        .setMaxAttempts(asked.getMaxAttempts())
        .setState(JobState.RUNNING)
        .setReason("")
        .setPlannedThrough(range.first() - 1)
        .setWorks(0)
        .setSubmittedAt(now)
        .setUpdatedAt(now)
        .build();
    job.setJobId(JobIds.of(job));
    return new JobPlan(job, finder.notes());
  }

  /// The datasets asked for, sorted; where none is named, the usual ones of the chain's family, and
  /// only those that have parties if these are asked for.
  private static List<String> datasets(JobSpecification asked) {
    String family = family(asked);
    List<String> known =
        Datasets.all().of(family).stream().map(Dataset::name).sorted().toList();
    for (String name : asked.getDatasets()) {
      if (!known.contains(name)) {
        throw new JobRefusedException("--dataset " + name + " is not a dataset of " + family
            + " chains: there are " + String.join(", ", known));
      }
    }
    var without = asked.getParties().isEmpty()
        ? List.<String>of()
        : Datasets.all()
            .withoutParties(asked.getDatasets().isEmpty() ? known : asked.getDatasets());
    if (asked.getDatasets().isEmpty()) {
      return Datasets.all().usual(family).stream().map(Dataset::name)
          .filter(name -> !without.contains(name)).sorted().toList();
    }
    if (!without.isEmpty()) {
      throw new JobRefusedException("--party is of no use for dataset " + without.getFirst()
          + ", whose records name no parties: leave one of the two out");
    }
    return asked.getDatasets().stream().distinct().sorted().toList();
  }

  private static List<String> contracts(JobSpecification asked) {
    return addresses(asked, "--contract", "contracts", asked.getContracts());
  }

  private static List<String> parties(JobSpecification asked) {
    var parties = addresses(asked, "--party", "parties by address", asked.getParties());
    if (parties.size() > MOST_PARTIES) {
      throw new JobRefusedException("--party names " + parties.size() + " addresses: give "
          + MOST_PARTIES + " at most, or several jobs");
    }
    return parties;
  }

  private static List<String> addresses(JobSpecification asked, String option, String what,
      List<String> addresses) {
    if (!family(asked).equals("evm") && !addresses.isEmpty()) {
      throw new JobRefusedException(option + " " + addresses.getFirst()
          + " is of no use on " + asked.getChain() + ": only evm chains have " + what);
    }
    return addresses.stream().map(String::strip).map(address -> {
      if (!EVM_ADDRESS.matcher(address).matches()) {
        throw new JobRefusedException(option + " " + address
            + " is not an address: give 0x and 40 hex digits");
      }
      return address.toLowerCase(Locale.ROOT);
    }).distinct().sorted().toList();
  }

  private static String family(JobSpecification asked) {
    return asked.getChain().substring(0, asked.getChain().indexOf('-'));
  }
}
