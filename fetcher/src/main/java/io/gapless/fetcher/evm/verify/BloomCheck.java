package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.chains.evm.proof.ParentChain;
import io.gapless.chains.evm.proof.Proof;
import io.gapless.fetcher.evm.window.ChainAccess;
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

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final CompiledFilter filter;
  private final Distrust distrust;
  private long requests;

  BloomCheck(ChainAccess access, CompiledFilter filter, Distrust distrust) {
    this.pool = access.pool();
    this.proof = access.proof();
    this.filter = filter;
    this.distrust = distrust;
  }

  /// What the blooms say.
  sealed interface Found {}

  /// The headers are true and follow each other.
  ///
  /// @param firstParent the parent that the first block names
  /// @param doubtful blocks that may have logs of which none came
  record Compared(Hash32 firstParent, NavigableSet<Long> doubtful) implements Found {}

  /// The headers speak of other blocks.
  record NotCompared(String reason) implements Found {}

  /// The headers were not to be had.
  record NoHeaders(String reason) implements Found {}

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
          return new NoHeaders("no headers of blocks " + run + ": " + refusal.said());
        }
        case Answer.Value<List<EvmHeader>>(List<EvmHeader> headers) -> {
          var first = headers.getFirst();
          var loose = before.flatMap(hash -> ParentChain.breakAfter(hash, first))
              .or(() -> ParentChain.firstBreak(headers));
          if (loose.isPresent()) {
            return new NotCompared(loose.get());
          }
          firstParent = firstParent.or(() -> Optional.of(first.parentHash()));
          before = Optional.of(headers.getLast().hash());
          for (var header : headers) {
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
    if (!filter.namesContracts()) {
      return logs.isEmpty() && filter.blooms().mayMatch(header.logsBloom());
    }
    return filter.blooms().mayMatchContracts(header.logsBloom()).stream()
        .anyMatch(contract -> !logs.hasLogsOf(contract));
  }

  /// Headers that hash to what they say, of the endpoint itself or, where it cannot give them, of
  /// another.
  private Answer<List<EvmHeader>> headers(BlockRange run, Endpoint endpoint)
      throws InterruptedException {
    var numbers = LongStream.rangeClosed(run.first(), run.last()).boxed().toList();
    var enquiry = new Enquiry(pool, endpoint);
    Refusal last = new Refusal.MissingData(Refusal.Missing.UNKNOWN,
        Refusal.Said.of("no endpoint could be asked"));
    while (true) {
      var lease = enquiry.next(Wanted.blocks(run));
      if (lease.isEmpty()) {
        return Answer.refused(last);
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
          last = refusal;
          if (refusal instanceof Refusal.BadAnswer) {
            enquiry.leaveOut(asked);
          } else {
            enquiry.refused(asked);
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
