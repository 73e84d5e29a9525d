package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.LogsAnswer;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.chains.evm.proof.Proof;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.Question;
import io.gapless.fetcher.evm.window.Reply;
import io.gapless.fetcher.evm.window.WindowSizes;
import io.gapless.fetcher.evm.window.WindowTarget;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Asks for headers and receipts, and takes the logs out of these once they are proven: each header
/// by its hash, receipts by their root, blocks by the parents that they name. Where the filter names
/// contracts or parties, receipts are asked for only of blocks whose proven bloom says that there may
/// be logs.
///
/// For one thread.
public final class ReceiptsQuestion implements Question {

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final WindowSizes sizes;
  private final CompiledFilter filter;
  private final WindowTarget target;
  private final Distrust distrust;
  private final boolean bloomsDecide;
  private Hash32 firstParent = Hash32.of(new byte[Hash32.LENGTH]);
  private long requests;

  public ReceiptsQuestion(ChainAccess access, CompiledFilter filter, WindowTarget target,
      Distrust distrust) {
    this.pool = access.pool();
    this.proof = access.proof();
    this.sizes = access.receiptSizes();
    this.filter = filter;
    this.target = target;
    this.distrust = distrust;
    bloomsDecide = proof.bloomCoversLogs() && filter.isSelective();
  }

  /// The parent that the last window's first block names.
  public Hash32 firstParent() {
    return firstParent;
  }

  @Override
  public Wanted wanted(BlockRange rest) {
    return Wanted.blocks(BlockRange.of(rest.first())).withMethod(EvmClient.BLOCK_RECEIPTS);
  }

  @Override
  public long width(Endpoint endpoint) {
    return sizes.width(endpoint, filter.filter());
  }

  @Override
  public Reply ask(Lease<EvmClient> lease, BlockRange window, Set<Endpoint> excluded)
      throws InterruptedException {
    var endpoint = lease.endpoint();
    var numbers = LongStream.rangeClosed(window.first(), window.last()).boxed().toList();
    var answer = bloomsDecide
        ? askWhereBloomsSaySo(lease, numbers)
        : blocks(lease, numbers).then(
            blocks -> prove(endpoint, blocks.stream().map(EvmBlock::header).toList(), blocks));
    return new Reply(endpoint, answer);
  }

  @Override
  public void answered(Endpoint endpoint, long blocks) {
    sizes.answered(endpoint, filter.filter(), blocks);
  }

  @Override
  public boolean refused(Endpoint endpoint, BlockRange window, Refusal refusal) {
    return switch (refusal) {
      case Refusal.TooLarge tooLarge -> {
        sizes.refused(endpoint, filter.filter(), window.size(), tooLarge);
        yield window.size() > 1;
      }
      case Refusal.Throttled _ -> true;
      case Refusal.TooManyAddresses _,Refusal.Billing _,Refusal.BadBlockTag _,Refusal.MissingData _,Refusal.Timeout _,Refusal.Unsupported _,Refusal.Auth _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.Unknown _ ->
          false;
    };
  }

  @Override
  public void accepted() {
    // each window is asked for in the same way
  }

  @Override
  public long requests() {
    return requests;
  }

  private Answer<LogsAnswer> askWhereBloomsSaySo(Lease<EvmClient> lease, List<Long> numbers)
      throws InterruptedException {
    var endpoint = lease.endpoint();
    Answer<List<EvmHeader>> headers;
    try (lease) {
      requests++;
      headers = lease.ofCalls(numbers.size()).report(lease.client().headers(numbers));
    }
    return switch (headers) {
      case Answer.Refused<List<EvmHeader>>(Refusal refusal) -> Answer.refused(refusal);
      case Answer.Value<List<EvmHeader>>(List<EvmHeader> run) -> askBusy(endpoint, run);
    };
  }

  private Answer<LogsAnswer> askBusy(Endpoint endpoint, List<EvmHeader> run)
      throws InterruptedException {
    var busy = run.stream().filter(header -> filter.blooms().mayMatch(header.logsBloom()))
        .map(EvmHeader::number).toList();
    if (busy.isEmpty()) {
      return prove(endpoint, run, List.of());
    }
    var second = pool.acquire(wanted(BlockRange.of(busy.getFirst())).only(endpoint));
    return second.isEmpty()
        ? Answer.refused(new Refusal.ServerFault(
            Refusal.Said.of("left alone before its receipts were asked for")))
        : blocks(second.get(), busy).then(blocks -> prove(endpoint, run, blocks));
  }

  private Answer<List<EvmBlock>> blocks(Lease<EvmClient> lease, List<Long> numbers)
      throws InterruptedException {
    try (lease) {
      requests++;
      return lease.ofCalls(2 * numbers.size()).report(lease.client().blocks(numbers));
    }
  }

  /// @param headers of every block of the window, in order
  /// @param blocks those of them that may have logs
  private Answer<LogsAnswer> prove(Endpoint endpoint, List<EvmHeader> headers,
      List<EvmBlock> blocks) {
    switch (proof.checkHeaders(headers)) {
      case Proof.Proven _ -> {
      }
      case Proof.Broken(String why) -> {
        return broken(endpoint, why);
      }
      case Proof.NotProvable(String why) -> {
        return notProvable(why);
      }
    }
    var hashes = headers.stream().map(EvmHeader::hash).collect(Collectors.toSet());
    for (var block : blocks) {
      if (!hashes.contains(block.header().hash())) {
        return broken(endpoint, block.header() + " came with two hashes");
      }
      switch (proof.check(block)) {
        case Proof.Proven _ -> {
        }
        case Proof.Broken(String why) -> {
          return broken(endpoint, why);
        }
        case Proof.NotProvable(String why) -> {
          return notProvable(why);
        }
      }
    }
    firstParent = headers.getFirst().parentHash();
    long count = 0;
    for (var block : blocks) {
      var logs = block.logs().filter(filter.match()).toList();
      logs.forEach(log -> target.add(log, block.header().timestamp()));
      count += logs.size();
    }
    return Answer.of(new LogsAnswer(count, headers.getLast(), 0));
  }

  private static Answer<LogsAnswer> notProvable(String why) {
    return Answer.refused(new Refusal.MissingData(Refusal.Missing.UNKNOWN,
        Refusal.Said.of("cannot be proven: " + why)));
  }

  private Answer<LogsAnswer> broken(Endpoint endpoint, String why) {
    var words = "not proven: " + why;
    distrust.condemn(endpoint, endpoint + " is wrong: " + why);
    return Answer.refused(new Refusal.BadAnswer(Refusal.Said.of(words)));
  }
}
