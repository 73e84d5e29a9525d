package io.gapless.enricher.xrpl;

import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.UnreadableBinaryException;
import io.gapless.chains.xrpl.payment.UnreadableTransactionException;
import io.gapless.enricher.BatchOutcome;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.fetcher.leaf.Patience;
import io.gapless.fetcher.work.FetchedWork;
import io.gapless.fetcher.work.WorkFetch;
import io.gapless.fetcher.xrpl.CheckedLedger;
import io.gapless.fetcher.xrpl.LedgerAsker;
import io.gapless.fetcher.xrpl.Pace;
import io.gapless.schemas.record.EnrichmentOutcome;
import io.gapless.schemas.record.EnrichmentWork;
import io.gapless.schemas.record.TransactionVerdict;
import io.gapless.schemas.record.Verdict;
import io.gapless.schemas.record.WantedTransaction;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Fetches a batch of transactions of the XRP Ledger with their metadata: with their ledgers, for a
/// ledger takes one request as a transaction does, and is proven by its own hashes. One that is wanted
/// alone of its ledger comes by its hash, which proves what was signed and not what became of it,
/// unless all has to be proven.
public final class XrplEnrich implements WorkFetch<EnrichmentWork, EnrichmentOutcome> {

  private final EndpointPool<XrplClient> pool;
  private final Map<String, DatasetOutput> outputs;
  private final String workerId;
  private final InstantSource clock;
  private final Duration patience;

  /// Registers the datasets' schemas.
  ///
  /// @param patience how long a batch goes without a usable answer before it is handed back
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public XrplEnrich(EndpointPool<XrplClient> pool, Topics topics, RecordSerdes serdes,
      String workerId, InstantSource clock, Duration patience) {
    this.pool = pool;
    outputs = DatasetOutput.of(XrplRecords.DATASETS, topics, serdes);
    this.workerId = workerId;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public FetchedWork<EnrichmentWork, EnrichmentOutcome> fetch(EnrichmentWork work, long maxBytes)
      throws InterruptedException {
    var started = clock.instant();
    var records = new XrplRecords(new LeafRecords(work.getChain(), work.getJobId(), outputs,
        XrplRecords.DATASETS, BatchOutcome.version(work, started), started));
    var outcome = new BatchOutcome(work, workerId, started);
    var asker = new LedgerAsker(pool, new Pace(Duration.ofMillis(work.getDelayMillis())),
        new Patience(clock, patience));
    var left = new TreeMap<Long, List<WantedTransaction>>();
    work.getTransactions().forEach(one -> left.merge(one.getBlockNumber(), List.of(one),
        XrplEnrich::both));
    var obstacle = "";
    long ledgers = 0;
    while (!left.isEmpty() && records.bytes() < maxBytes && obstacle.isEmpty()) {
      var wanted = left.firstEntry().getValue();
      if (wanted.size() == 1 && work.getVerify() != Verdict.ROOT
          && takeAlone(asker, wanted.getFirst(), records, outcome)) {
        left.pollFirstEntry();
        continue;
      }
      switch (asker.get(left.firstKey(), OptionalLong.empty(), Set.of())) {
        case LedgerAsker.Ledger(CheckedLedger ledger) -> {
          take(ledger, wanted, records, outcome);
          ledgers++;
          left.pollFirstEntry();
        }
        case LedgerAsker.Nothing(String reason) -> obstacle = reason;
      }
    }
    var now = clock.instant();
    var rest = outcome.handBack(left.values().stream().flatMap(Collection::stream).toList(),
        obstacle.isEmpty(), obstacle, now);
    var asked = new BatchOutcome.Asked(asker.requests(), asker.requests(), ledgers);
    return new FetchedWork<>(records.all().records(), outcome.build(asked, obstacle, now), rest,
        asker.evidence().stream().map(one -> one.letter(workerId, now)).toList(), records.bytes());
  }

  /// Takes one by its hash, if that is found where payments name it and can be read.
  private static boolean takeAlone(LedgerAsker asker, WantedTransaction one, XrplRecords records,
      BatchOutcome outcome) throws InterruptedException {
    var id = Hash32.of(one.getTxHash().bytes());
    var ledgerHash = Hash32.of(one.getBlockHash().bytes());
    var located = asker.transaction(id, one.getBlockNumber())
        .filter(found -> found.ledgerIndex() == one.getBlockNumber()
            && found.ledgerHash().map(ledgerHash::equals).orElse(true));
    if (located.isEmpty()) {
      return false;
    }
    try {
      records.add(one.getBlockNumber(), one.getBlockTime(), ledgerHash, id,
          located.get().transaction());
    } catch (UnreadableTransactionException | UnreadableBinaryException e) {
      return false;
    }
    outcome.found();
    return true;
  }

  private static void take(CheckedLedger ledger, List<WantedTransaction> wanted,
      XrplRecords records, BatchOutcome outcome) {
    var byId = new HashMap<Hash32, XrplTransaction>();
    for (int i = 0; i < ledger.ids().size(); i++) {
      byId.put(ledger.ids().get(i), ledger.transactions().get(i));
    }
    for (var one : wanted) {
      var id = Hash32.of(one.getTxHash().bytes());
      var transaction = byId.get(id);
      if (!ledger.hash().hasBytes(one.getBlockHash().bytes())) {
        outcome.absent(verdict(one, "ledger " + one.getBlockNumber() + " is "
            + ledger.hash().toUpperHex() + ", not the one that payments name"));
      } else if (transaction == null) {
        outcome.absent(verdict(one, "ledger " + one.getBlockNumber() + " does not hold it"));
      } else if (transaction.whyNotBinary().isPresent()) {
        outcome.failed(verdict(one, transaction.whyNotBinary().get()));
      } else {
        add(ledger, id, transaction, one, records, outcome);
      }
    }
  }

  private static void add(CheckedLedger ledger, Hash32 id, XrplTransaction transaction,
      WantedTransaction one, XrplRecords records, BatchOutcome outcome) {
    try {
      records.add(ledger.header().index(), ledger.header().closedAt(), ledger.hash(), id,
          transaction);
      outcome.found();
    } catch (UnreadableTransactionException | UnreadableBinaryException e) {
      outcome.failed(verdict(one, String.valueOf(e.getMessage())));
    }
  }

  private static TransactionVerdict verdict(WantedTransaction one, String why) {
    return new TransactionVerdict(one.getBlockNumber(), one.getTxHash(), why);
  }

  private static List<WantedTransaction> both(List<WantedTransaction> one,
      List<WantedTransaction> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
