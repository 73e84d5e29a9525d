package io.gapless.enricher.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import io.gapless.schemas.record.WantedTransaction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What to ask a node next.
sealed interface Question {

  /// Transactions by their hashes, and the headers of their blocks.
  record ByHash(List<WantedTransaction> transactions) implements Question {

    @Override
    public Set<Long> blocks() {
      var blocks = new TreeSet<Long>();
      transactions.forEach(one -> blocks.add(one.getBlockNumber()));
      return blocks;
    }

    @Override
    public int calls() {
      return BlockCost.CALLS_EACH * transactions.size() + blocks().size();
    }
  }

  /// A whole block.
  record Whole(long block) implements Question {

    @Override
    public Set<Long> blocks() {
      return Set.of(block);
    }

    @Override
    public int calls() {
      return BlockCost.CALLS_WHOLE;
    }

    @Override
    public Wanted wanted() {
      return Question.super.wanted().withMethod(EvmClient.BLOCK_RECEIPTS);
    }
  }

  /// The blocks that it is about.
  Set<Long> blocks();

  /// Calls that it takes.
  int calls();

  /// What the endpoint has to have.
  default Wanted wanted() {
    return Wanted.blocks(BlockRange.of(blocks().iterator().next())).withCalls(calls());
  }
}
