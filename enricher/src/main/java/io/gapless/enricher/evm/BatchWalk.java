package io.gapless.enricher.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmExecution;
import io.gapless.chains.evm.EvmFullBlock;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLookup;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.chains.evm.proof.Proof;
import io.gapless.enricher.BatchOutcome;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.fetcher.leaf.Patience;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A walk over the transactions of one batch, a question at a time: those of a block with the whole
/// block where that is cheaper, the others by their hashes. A transaction that a node does not know by
/// its hash is looked for in its block, which decides.
///
/// For one thread, once.
final class BatchWalk {

  private static final Logger log = LoggerFactory.getLogger(BatchWalk.class);

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final BlockCost cost;
  private final Set<Endpoint> distrusted;
  private final EnrichmentWork work;
  private final TransactionRecords records;
  private final BatchOutcome outcome;
  private final Patience patience;
  private final Absences absences;
  private final NavigableMap<Long, Map<Hash32, WantedTransaction>> left = new TreeMap<>();
  /// Blocks of which a node did not know a transaction by its hash.
  private final Set<Long> doubted = new HashSet<>();
  /// Blocks that nobody gives whole.
  private final Set<Long> tooLarge = new HashSet<>();
  private final Set<Endpoint> excluded = new HashSet<>();
  private final Set<Endpoint> wrong = new HashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private int maxCalls;
  private long requests;
  private long calls;
  private long blocks;
  private String obstacle = "";

  /// @param distrusted endpoints that a proof showed to be wrong: what they say counts only where it
  ///     is proven; those that are found out are added
  BatchWalk(EndpointPool<EvmClient> pool, BlockProof proof, BlockCost cost,
      Set<Endpoint> distrusted, EnrichmentWork work, TransactionRecords records,
      BatchOutcome outcome, Patience patience) {
    this.pool = pool;
    this.proof = proof;
    this.cost = cost;
    this.distrusted = distrusted;
    this.work = work;
    this.records = records;
    this.outcome = outcome;
    this.patience = patience;
    absences = new Absences(pool.hosts().size());
    maxCalls = Math.max((int) BlockCost.calls(1), work.getCalls());
    work.getTransactions().forEach(one -> left
        .computeIfAbsent(one.getBlockNumber(), block -> new TreeMap<>())
        .put(Hash32.of(one.getTxHash().bytes()), one));
  }

  /// Walks until nothing is left, patience is over, or the records have this size.
  void walk(long maxBytes) throws InterruptedException {
    while (!left.isEmpty() && records.bytes() < maxBytes) {
      var question = next();
      var notToBeAsked = new HashSet<>(excluded);
      notToBeAsked.addAll(question instanceof Question.ByHash ? distrusted : wrong);
      notToBeAsked.addAll(absences.askedAbout(question.blocks()));
      var lease = pool.acquire(question.wanted().without(notToBeAsked));
      if (lease.isPresent()) {
        if (!ask(question, lease.get()) && patience.isOver()) {
          return;
        }
        Thread.sleep(Duration.ofMillis(work.getDelayMillis()));
      } else if (question instanceof Question.Whole(long block) && !mustBeWhole(block)) {
        tooLarge.add(block); // who has receipts by block cannot be asked: by hash, then
      } else if (patience.isOver()) {
        obstacle = obstacle.isEmpty()
            ? "no endpoint could be asked for block " + question.blocks().iterator().next()
            : obstacle;
        return;
      } else {
        // all endpoints were tried: each gets another chance
        patience.pause();
        excluded.clear();
        wrong.clear();
      }
    }
  }

  /// What is left.
  Collection<WantedTransaction> left() {
    return left.values().stream().flatMap(block -> block.values().stream()).toList();
  }

  /// What stood in the way last.
  String obstacle() {
    return obstacle;
  }

  /// Answers that could not be true.
  List<Evidence> evidence() {
    return evidence;
  }

  BatchOutcome.Asked asked() {
    return new BatchOutcome.Asked(requests, calls, blocks);
  }

  private Question next() {
    var first = left.firstEntry();
    if (isWhole(first.getKey(), first.getValue().size())) {
      return new Question.Whole(first.getKey());
    }
    var transactions = new ArrayList<WantedTransaction>();
    int taken = 0;
    for (var block : left.entrySet()) {
      taken++;
      if (isWhole(block.getKey(), block.getValue().size())) {
        break;
      }
      for (var wanted : block.getValue().values()) {
        taken += BlockCost.CALLS_EACH;
        if (taken > maxCalls && !transactions.isEmpty()) {
          return new Question.ByHash(transactions);
        }
        transactions.add(wanted);
      }
    }
    return new Question.ByHash(transactions);
  }

  private boolean isWhole(long block, int wanted) {
    return mustBeWhole(block)
        || (!tooLarge.contains(block) && cost.isWholeCheaper(wanted, callsAreScarce()));
  }

  private boolean mustBeWhole(long block) {
    return work.getVerify() == Verdict.ROOT || doubted.contains(block)
        || distrusted.containsAll(pool.endpoints());
  }

  private boolean callsAreScarce() {
    return pool.snapshot().stream().anyMatch(status -> status.limit().isPresent());
  }

  /// Whether the answer was of use.
  private boolean ask(Question question, Lease<EvmClient> granted) throws InterruptedException {
    var endpoint = granted.endpoint();
    requests++;
    calls += question.calls();
    try (var lease = granted) {
      return switch (question) {
        case Question.ByHash(List<WantedTransaction> transactions) -> {
          var hashes =
              transactions.stream().map(one -> Hash32.of(one.getTxHash().bytes())).toList();
          var answer = lease.client().executions(hashes, List.copyOf(question.blocks()));
          yield switch (lease.report(answer)) {
            case Answer.Value<EvmLookup>(EvmLookup lookup) -> take(transactions, lookup, endpoint);
            case Answer.Refused<EvmLookup>(Refusal refusal) -> refused(question, endpoint, refusal);
          };
        }
        case Question.Whole(long block) -> {
          blocks++;
          yield switch (lease.report(lease.client().fullBlock(block))) {
            case Answer.Value<EvmFullBlock>(EvmFullBlock full) -> take(full, endpoint);
            case Answer.Refused<EvmFullBlock>(Refusal refusal) ->
                refused(question, endpoint, refusal);
          };
        }
      };
    }
  }

  private boolean take(List<WantedTransaction> wanted, EvmLookup lookup, Endpoint endpoint) {
    for (var one : wanted) {
      var header = lookup.headers().get(one.getBlockNumber());
      var execution = lookup.found().get(Hash32.of(one.getTxHash().bytes()));
      if (header != null && !isThere(one, header)) {
        absent(one, endpoint, header, null);
      } else if (execution == null || header == null
          || !execution.transaction().blockHash().equals(header.hash())) {
        doubted.add(one.getBlockNumber());
      } else {
        found(one, execution, header);
      }
    }
    return wentOn();
  }

  private boolean take(EvmFullBlock full, Endpoint endpoint) {
    var header = full.header();
    switch (proof.check(new EvmBlock(header, full.receipts()))) {
      case Proof.Broken(String why) -> {
        wrong.add(endpoint);
        distrusted.add(endpoint);
        note(endpoint, BlockRange.of(header.number()), why, true);
        return false;
      }
      case Proof.NotProvable(String why) when work.getVerify() == Verdict.ROOT -> {
        wrong.add(endpoint);
        note(endpoint, BlockRange.of(header.number()), why, false);
        return false;
      }
      case Proof.NotProvable _,Proof.Proven _ -> cost.saw(full.executions().size());
    }
    var executions = new HashMap<Hash32, EvmExecution>();
    full.executions().forEach(one -> executions.put(one.transaction().hash(), one));
    var wanted = left.get(header.number());
    for (var one : wanted == null ? List.<WantedTransaction>of() : List.copyOf(wanted.values())) {
      var execution = executions.get(Hash32.of(one.getTxHash().bytes()));
      if (execution != null && isThere(one, header)) {
        found(one, execution, header);
      } else {
        absent(one, endpoint, header, execution);
      }
    }
    return wentOn();
  }

  private void absent(WantedTransaction one, Endpoint endpoint, EvmHeader header,
      @Nullable EvmExecution execution) {
    absences.claim(one, endpoint, whyAbsent(one, header, execution)).ifPresent(verdict -> {
      outcome.absent(verdict);
      done(one);
    });
  }

  private static boolean isThere(WantedTransaction one, EvmHeader header) {
    return header.hash().hasBytes(one.getBlockHash().bytes());
  }

  private static String whyAbsent(WantedTransaction one, EvmHeader header,
      @Nullable EvmExecution execution) {
    if (isThere(one, header)) {
      return "block " + header.number() + " does not hold it";
    }
    return "block " + header.number() + " was reorganised: it is " + header.hash() + " now"
        + (execution == null ? "" : ", and holds it still");
  }

  private void found(WantedTransaction one, EvmExecution execution, EvmHeader header) {
    records.add(execution, header);
    outcome.found();
    done(one);
  }

  private void done(WantedTransaction one) {
    var block = left.get(one.getBlockNumber());
    if (block != null) {
      block.remove(Hash32.of(one.getTxHash().bytes()));
      if (block.isEmpty()) {
        left.remove(one.getBlockNumber());
      }
    }
  }

  private boolean wentOn() {
    excluded.clear();
    patience.renew();
    return true;
  }

  /// Returns whether something was learned that the next question is better for.
  private boolean refused(Question question, Endpoint endpoint, Refusal refusal) {
    var range = new BlockRange(question.blocks().iterator().next(),
        question.blocks().stream().mapToLong(Long::longValue).max().orElseThrow());
    note(endpoint, range, refusal.said().toString(), refusal instanceof Refusal.BadAnswer);
    switch (refusal) {
      case Refusal.TooLarge _ when question instanceof Question.Whole(long block)
          && !mustBeWhole(block) -> {
        tooLarge.add(block);
        return true;
      }
      case Refusal.TooLarge _ when question.calls() > BlockCost.calls(1) -> {
        maxCalls = Math.max((int) BlockCost.calls(1), question.calls() / 2);
        return true;
      }
      case Refusal.Throttled _ -> {
        return false; // its governor has it wait
      }
      case Refusal.TooLarge _,Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Timeout _,Refusal.ServerFault _,Refusal.Unsupported _,Refusal.Auth _,Refusal.BadAnswer _,Refusal.Unknown _ -> {
        excluded.add(endpoint);
        return false;
      }
    }
  }

  private void note(Endpoint endpoint, BlockRange range, String what, boolean untrue) {
    obstacle = endpoint + " for transactions of blocks " + range + ": " + what;
    log.debug("{}", obstacle);
    if (untrue) {
      evidence.add(new Evidence(endpoint, range, obstacle, what));
    }
  }
}
