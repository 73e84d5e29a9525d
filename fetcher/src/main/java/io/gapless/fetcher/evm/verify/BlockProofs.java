package io.gapless.fetcher.evm.verify;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmClient;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.chains.evm.proof.Proof;
import io.gapless.fetcher.evm.window.ChainAccess;
import io.gapless.fetcher.evm.window.WindowSizes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Proves single blocks by their receipts, whoever gives these: a proof needs no trust. Where two
/// servers give the same block and it does not prove, it is the chain that is not understood, and
/// neither is blamed.
///
/// For one thread.
final class BlockProofs {

  private final EndpointPool<EvmClient> pool;
  private final BlockProof proof;
  private final WindowSizes sizes;
  private final CompiledFilter filter;
  private final Distrust distrust;
  private String lastObstacle = "no endpoint could be asked for receipts";
  private long requests;

  BlockProofs(ChainAccess access, CompiledFilter filter, Distrust distrust) {
    this.pool = access.pool();
    this.proof = access.proof();
    this.sizes = access.receiptSizes();
    this.filter = filter;
    this.distrust = distrust;
  }

  /// What is proven of these blocks, as far as the filter goes; those that nobody can prove are left
  /// out, and [#lastObstacle] says why.
  ///
  /// @param preferred whom to ask first
  Map<Long, BlockTally> prove(Collection<Long> blocks, Endpoint preferred)
      throws InterruptedException {
    var proven = new TreeMap<Long, BlockTally>();
    var left = new TreeSet<>(blocks);
    if (proof.notProvable().isPresent()) {
      lastObstacle = proof.notProvable().get();
      return proven;
    }
    var enquiry = new Enquiry(pool, preferred);
    var broken = new TreeMap<Long, Map<Endpoint, String>>();
    while (!left.isEmpty()) {
      var lease = enquiry.next(Wanted.blocks(BlockRange.of(left.first()))
          .withMethod(EvmClient.BLOCK_RECEIPTS));
      if (lease.isEmpty()) {
        break;
      }
      var endpoint = lease.get().endpoint();
      var part = left.stream().limit(sizes.width(endpoint, filter.filter())).toList();
      switch (ask(lease.get(), part)) {
        case Answer.Value<List<EvmBlock>>(List<EvmBlock> answer) -> {
          sizes.answered(endpoint, filter.filter(), part.size());
          if (!take(answer, endpoint, proven, left, broken)) {
            enquiry.leaveOut(endpoint);
          }
        }
        case Answer.Refused<List<EvmBlock>>(Refusal refusal) -> {
          lastObstacle = endpoint + " for the receipts of block " + part.getFirst() + ": "
              + refusal.said();
          if (isFinal(endpoint, part.size(), refusal)) {
            enquiry.leaveOut(endpoint);
          } else {
            enquiry.refused(endpoint);
          }
        }
      }
    }
    blame(broken, proven);
    return proven;
  }

  /// Why the last block that was not proven was not.
  String lastObstacle() {
    return lastObstacle;
  }

  /// Requests sent so far.
  long requests() {
    return requests;
  }

  private Answer<List<EvmBlock>> ask(Lease<EvmClient> lease, List<Long> blocks)
      throws InterruptedException {
    try (lease) {
      requests++;
      return lease.ofCalls(2 * blocks.size()).report(lease.client().blocks(blocks));
    }
  }

  /// Returns false where the endpoint's word is worth nothing.
  private boolean take(List<EvmBlock> blocks, Endpoint endpoint, Map<Long, BlockTally> proven,
      Set<Long> left, Map<Long, Map<Endpoint, String>> broken) {
    for (var given : blocks) {
      long number = given.header().number();
      switch (proof.check(given)) {
        case Proof.Proven(var outside) -> {
          var tally = new BlockTally();
          given.logs().filter(log -> filter.match().test(log) && !outside.contains(log))
              .forEach(tally::add);
          proven.put(number, tally);
          left.remove(number);
        }
        case Proof.Broken(String why) -> {
          broken.computeIfAbsent(number, block -> new HashMap<>()).put(endpoint, why);
          lastObstacle = endpoint + " for block " + number + ": " + why;
          return false;
        }
        case Proof.NotProvable(String why) -> {
          lastObstacle = "block " + number + " cannot be proven: " + why;
          left.remove(number);
        }
      }
    }
    return true;
  }

  private void blame(Map<Long, Map<Endpoint, String>> broken, Map<Long, BlockTally> proven) {
    broken.forEach((block, words) -> {
      boolean agree = !proven.containsKey(block) && words.size() > 1
          && new HashSet<>(words.values()).size() == 1;
      words.forEach((endpoint, why) -> {
        if (agree) {
          distrust.note(endpoint, block, "block " + block + " does not prove, and others give the "
              + "same: " + why, why);
        } else {
          distrust.add(endpoint, block, why, why);
        }
      });
    });
  }

  private boolean isFinal(Endpoint endpoint, int blocks, Refusal refusal) {
    return switch (refusal) {
      case Refusal.TooLarge tooLarge -> {
        sizes.refused(endpoint, filter.filter(), blocks, tooLarge);
        yield blocks == 1;
      }
      case Refusal.Unsupported _,Refusal.MissingData _,Refusal.Auth _,Refusal.Billing _ -> true;
      case Refusal.Throttled _,Refusal.Timeout _,Refusal.ServerFault _,Refusal.BadAnswer _,Refusal.BadBlockTag _,Refusal.TooManyAddresses _,Refusal.Unknown _ ->
          false;
    };
  }
}
