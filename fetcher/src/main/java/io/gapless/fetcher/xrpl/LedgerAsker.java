package io.gapless.fetcher.xrpl;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.xrpl.LocatedTransaction;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.json.JsonForm;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.chains.xrpl.payment.UnreadableTransactionException;
import io.gapless.chains.xrpl.payment.XrplPayment;
import io.gapless.chains.xrpl.proof.LedgerProof;
import io.gapless.chains.xrpl.proof.Proof;
import io.gapless.fetcher.leaf.Evidence;
import io.gapless.fetcher.leaf.Patience;
import io.gapless.schemas.record.Verdict;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks for ledgers, one server after the other until one gives a ledger that is proven, or patience
/// is over; and for single transactions. For any thread.
public final class LedgerAsker {

  private static final Logger log = LoggerFactory.getLogger(LedgerAsker.class);
  /// How much of a bad answer is kept, in transactions.
  private static final int MAX_EVIDENCE = 2_000;

  private final EndpointPool<XrplClient> pool;
  private final Pace pace;
  private final Patience patience;
  private final Queue<Evidence> evidence = new ConcurrentLinkedQueue<>();
  private final Set<Endpoint> knowNoHashes = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();

  public LedgerAsker(EndpointPool<XrplClient> pool, Pace pace, Patience patience) {
    this.pool = pool;
    this.pace = pace;
    this.patience = patience;
  }

  /// What came of asking.
  public sealed interface Got {}

  /// A ledger that counts.
  public record Ledger(CheckedLedger ledger) implements Got {}

  /// Nobody gave it.
  public record Nothing(String reason) implements Got {}

  /// Asks for a ledger.
  ///
  /// @param parentCloseTime of its header, where it is known from the parent
  /// @param barred servers that are not to be asked
  public Got get(long index, OptionalLong parentCloseTime, Set<Endpoint> barred)
      throws InterruptedException {
    var tried = new HashSet<Endpoint>();
    Optional<CheckedLedger> unproven = Optional.empty();
    String lastRefusal = "";
    while (true) {
      var granted = pool.acquire(
          Wanted.blocks(BlockRange.of(index)).without(barred).without(tried));
      if (granted.isEmpty()) {
        if (unproven.isPresent()) {
          patience.renew();
          return new Ledger(unproven.get());
        }
        if (tried.isEmpty() || patience.isOver()) {
          return new Nothing(lastRefusal.isEmpty()
              ? "no server says that it has ledger " + index
              : lastRefusal);
        }
        // all were tried: each gets another chance
        patience.pause();
        tried.clear();
        continue;
      }
      try (var lease = granted.get()) {
        pace.await();
        requests.incrementAndGet();
        switch (check(lease, index, parentCloseTime)) {
          case Checked(CheckedLedger ledger) when ledger.verdict() == Verdict.ROOT -> {
            patience.renew();
            return new Ledger(ledger);
          }
          case Checked(CheckedLedger ledger) -> {
            unproven = Optional.of(ledger);
            tried.add(lease.endpoint());
          }
          case Refused(Refusal refusal) -> {
            retries.incrementAndGet();
            lastRefusal = lease.endpoint() + " for ledger " + index + ": " + refusal.said();
            log.debug("{}", lastRefusal);
            if (!(refusal instanceof Refusal.Throttled)) {
              tried.add(lease.endpoint());
            } else if (patience.isOver()) {
              return new Nothing(lastRefusal);
            }
          }
        }
      }
    }
  }

  /// Asks one server, once, for a transaction by its hash: where that does not help there is its
  /// ledger, which proves more. A server that refused one is not asked for any again.
  ///
  /// @param ledger that it should be in
  public Optional<LocatedTransaction> transaction(Hash32 hash, long ledger)
      throws InterruptedException {
    var granted =
        pool.acquire(Wanted.blocks(BlockRange.of(ledger)).without(Set.copyOf(knowNoHashes)));
    if (granted.isEmpty()) {
      return Optional.empty();
    }
    try (var lease = granted.get()) {
      pace.await();
      requests.incrementAndGet();
      return switch (lease.client().transaction(hash)) {
        case Answer.Value<Weighed<LocatedTransaction>>(var weighed) -> {
          lease.report(Answer.of(hash), weighed.bytes(), weighed.load());
          patience.renew();
          yield Optional.of(weighed.value());
        }
        case Answer.Refused<Weighed<LocatedTransaction>>(Refusal refusal) -> {
          retries.incrementAndGet();
          refused(lease, refusal, ledger);
          log.debug("{} for transaction {}: {}", lease.endpoint(), hash, refusal.said());
          if (!(refusal instanceof Refusal.Throttled)) {
            knowNoHashes.add(lease.endpoint());
          }
          yield Optional.empty();
        }
      };
    }
  }

  /// Keeps a ledger that counts by itself and does not fit the others.
  void contradicted(CheckedLedger ledger, String why) {
    retries.incrementAndGet();
    evidence.add(new Evidence(ledger.endpoint(), BlockRange.of(ledger.header().index()), why,
        "ledger " + ledger.header().index() + " has the hash " + ledger.hash().toUpperHex()
            + " and the parent " + ledger.header().parentHash().toUpperHex()));
  }

  /// Answers that could not be true.
  public List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  public long requests() {
    return requests.get();
  }

  long retries() {
    return retries.get();
  }

  private sealed interface Check {}

  private record Checked(CheckedLedger ledger) implements Check {}

  private record Refused(Refusal refusal) implements Check {}

  private Check check(Lease<XrplClient> lease, long index, OptionalLong parentCloseTime)
      throws InterruptedException {
    return switch (lease.client().ledger(index)) {
      case Answer.Refused<Weighed<XrplLedger>>(Refusal refusal) -> {
        refused(lease, refusal, index);
        yield new Refused(refusal);
      }
      case Answer.Value<Weighed<XrplLedger>>(var weighed) -> judge(lease, weighed,
          LedgerProof.check(weighed.value(), parentCloseTime));
    };
  }

  private void refused(Lease<XrplClient> lease, Refusal refusal, long index) {
    lease.report(Answer.refused(refusal));
    if (refusal instanceof Refusal.BadAnswer(Said said)) {
      keep(lease.endpoint(), index, said.toString(), said.toString());
    }
  }

  private Check judge(Lease<XrplClient> lease, Weighed<XrplLedger> weighed, Proof proof) {
    var ledger = weighed.value();
    return switch (proof) {
      case Proof.Proven(var header, Hash32 hash, List<Hash32> ids) -> {
        lease.report(Answer.of(hash), weighed.bytes(), weighed.load());
        yield new Checked(new CheckedLedger(header, hash, ledger.transactions(), ids,
            lease.endpoint(), head(lease, header.index()), Verdict.ROOT));
      }
      case Proof.Broken(String why) -> {
        var refusal = new Refusal.BadAnswer(Said.of(why));
        lease.report(Answer.refused(refusal), weighed.bytes(), weighed.load());
        keep(lease.endpoint(), ledger.header().index(), why, contents(ledger));
        log.warn("{} is wrong: {}", lease.endpoint(), why);
        yield new Refused(refusal);
      }
      case Proof.NotProvable(String why) -> {
        lease.report(Answer.of(why), weighed.bytes(), weighed.load());
        yield unproven(lease, ledger, why);
      }
    };
  }

  /// What is not provable counts on the server's word, where all that rows are made of can be read.
  private static Check unproven(Lease<XrplClient> lease, XrplLedger ledger, String why) {
    var ids = ledger.transactions().stream().map(XrplTransaction::claimedId).toList();
    if (ledger.claimedHash().isEmpty() || ids.stream().anyMatch(Optional::isEmpty)) {
      return new Refused(new Refusal.Unsupported(Said.of(why)));
    }
    try {
      requireReadable(ledger);
    } catch (UnreadableTransactionException e) {
      return new Refused(new Refusal.Unsupported(Said.of(String.valueOf(e.getMessage()))));
    }
    log.info("not proven, taken on the word of {}: {}", lease.endpoint(), why);
    return new Checked(new CheckedLedger(ledger.header(), ledger.claimedHash().get(),
        ledger.transactions(), ids.stream().map(Optional::orElseThrow).toList(), lease.endpoint(),
        head(lease, ledger.header().index()), Verdict.HEAD));
  }

  private static void requireReadable(XrplLedger ledger) {
    for (XrplTransaction transaction : ledger.transactions()) {
      var facts = TransactionFacts.of(transaction);
      if (facts.isPayment()) {
        var _ = XrplPayment.of(ledger.header(), transaction, facts);
      }
    }
  }

  private static long head(Lease<XrplClient> lease, long index) {
    return Math.max(index, lease.client().newestSeen().orElse(index));
  }

  private void keep(Endpoint endpoint, long index, String why, String contents) {
    evidence.add(new Evidence(endpoint, BlockRange.of(index), why, contents));
  }

  private static String contents(XrplLedger ledger) {
    var hex = HexFormat.of().withUpperCase();
    var text = new StringBuilder();
    ledger.header().bytes().ifPresent(
        bytes -> text.append("header ").append(hex.formatHex(bytes)).append('\n'));
    ledger.claimedHash().ifPresent(hash -> text.append("hash ").append(hash.toUpperHex())
        .append('\n'));
    ledger.transactions().stream().limit(MAX_EVIDENCE)
        .forEach(transaction -> text.append(transaction.claimedId().map(Hash32::toUpperHex)
            .orElse("-")).append(' ').append(transaction.json().map(JsonForm::toString)
                .orElseGet(() -> hex.formatHex(transaction.blob()) + ' '
                    + hex.formatHex(transaction.meta())))
            .append('\n'));
    return text.toString();
  }
}
