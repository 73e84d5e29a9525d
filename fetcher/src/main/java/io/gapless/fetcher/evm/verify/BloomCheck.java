package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.Hash32;
import io.gapless.chains.evm.LogFilter;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.chains.evm.proof.BloomQuery;
import io.gapless.chains.evm.proof.Proof;
import io.gapless.fetcher.evm.window.ChainAccess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Compares a window's logs with the blooms in its blocks' headers, each proven by its hash and linked
/// to the next: finds the blocks that may be empty wrongly, or empty wrongly of one of the filter's
/// contracts.
///
/// For one thread.
final class BloomCheck {

  /// Headers asked for at once.
  private static final int RUN = 100;
  private static final int TRIES = 3;

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final BloomQuery blooms;
  private final boolean byContract;
  private final Distrust distrust;
  private long requests;

  BloomCheck(ChainAccess access, LogFilter filter, Distrust distrust) {
    this.pool = access.pool();
    this.proof = access.proof();
    this.blooms = BloomQuery.of(filter);
    this.byContract = !filter.addresses().isEmpty();
    this.distrust = distrust;
  }

  /// What the blooms say.
  sealed interface Found {}

  /// The headers are true and follow each other.
  ///
  /// @param firstParent the parent that the first block names
  /// @param doubtful blocks that may have logs of which none came
  record Compared(Hash32 firstParent, NavigableSet<Long> doubtful) implements Found {}

  /// The headers were not to be had, or speak of other blocks.
  record NotCompared(String reason) implements Found {}

  /// @param endpoint who gave the logs, and is asked for the headers first
  /// @param lastHash hash of the last block, as the logs' answer has it
  Found compare(BlockRange range, Endpoint endpoint, Hash32 lastHash, WindowTally tally)
      throws InterruptedException {
    var doubtful = new TreeSet<Long>();
    Optional<Hash32> firstParent = Optional.empty();
    Optional<Hash32> before = Optional.empty();
    for (var run : range.cut(RUN)) {
      switch (headers(run, endpoint)) {
        case Answer.Refused<List<EvmHeader>>(Refusal refusal) -> {
          return new NotCompared("no headers of blocks " + run + ": " + refusal.said());
        }
        case Answer.Value<List<EvmHeader>>(List<EvmHeader> headers) -> {
          for (var header : headers) {
            if (before.isPresent() && !before.get().equals(header.parentHash())) {
              return new NotCompared("block " + header.number()
                  + " names another parent than the block before it");
            }
            firstParent = firstParent.or(() -> Optional.of(header.parentHash()));
            before = Optional.of(header.hash());
            if (isDoubtful(header, tally.of(header.number()))) {
              doubtful.add(header.number());
            }
          }
        }
      }
    }
    return before.equals(Optional.of(lastHash))
        ? new Compared(firstParent.orElseThrow(), doubtful)
        : new NotCompared("block " + range.last() + " has another hash than with its logs");
  }

  /// Requests sent so far.
  long requests() {
    return requests;
  }

  private boolean isDoubtful(EvmHeader header, BlockTally logs) {
    if (!byContract) {
      return logs.isEmpty() && blooms.mayMatch(header.logsBloom());
    }
    return blooms.mayMatchContracts(header.logsBloom()).stream()
        .anyMatch(contract -> !logs.hasLogsOf(contract));
  }

  /// Headers that hash to what they say, of the endpoint itself or, where it cannot give them, of
  /// another.
  private Answer<List<EvmHeader>> headers(BlockRange run, Endpoint endpoint)
      throws InterruptedException {
    var numbers = LongStream.rangeClosed(run.first(), run.last()).boxed().toList();
    var tired = new HashSet<Endpoint>();
    var refusals = new ArrayList<Refusal>();
    while (true) {
      var wanted = Wanted.blocks(run);
      var lease = pool.acquire(
          tired.contains(endpoint) ? wanted.without(tired) : wanted.only(endpoint));
      if (lease.isEmpty() && tired.add(endpoint)) {
        continue;
      }
      if (lease.isEmpty()) {
        return Answer.refused(refusals.isEmpty()
            ? new Refusal.MissingData(Refusal.Missing.UNKNOWN,
                Refusal.Said.of("no endpoint could be asked"))
            : refusals.getLast());
      }
      Answer<List<EvmHeader>> answer;
      try (var granted = lease.get()) {
        requests++;
        answer = granted.ofCalls(numbers.size()).report(granted.client().headers(numbers));
      }
      var asked = lease.get().endpoint();
      switch (answer.then(headers -> checked(asked, headers))) {
        case Answer.Value<List<EvmHeader>> value -> {
          return value;
        }
        case Answer.Refused<List<EvmHeader>>(Refusal refusal) -> {
          refusals.add(refusal);
          if (refusals.size() % TRIES == 0 || refusal instanceof Refusal.BadAnswer) {
            tired.add(asked);
          }
        }
      }
    }
  }

  private Answer<List<EvmHeader>> checked(Endpoint endpoint, List<EvmHeader> headers) {
    for (var header : headers) {
      if (proof.checkHeader(header) instanceof Proof.Broken(String why)) {
        distrust.add(endpoint, header.number(), why, header.fields().toString());
        return Answer.refused(new Refusal.BadAnswer(Refusal.Said.of(why)));
      }
    }
    return Answer.of(headers);
  }
}
