package io.gapless.fetcher.evm.window;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.Lease;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Wanted;
import io.gapless.chains.evm.EvmClient;
import java.util.Set;

/// A way to ask for the logs of a window, and what it learns from refusals.
///
/// For one thread.
public interface Question {

  /// What an endpoint needs to be asked for the first of these blocks.
  Wanted wanted(BlockRange rest);

  /// How many blocks to ask an endpoint for at once, 1 or more.
  long width(Endpoint endpoint);

  /// Asks; the logs go to the target that the question was made with.
  ///
  /// @param lease the right to send the first request
  /// @param excluded endpoints that are not to be asked for a part of it either
  Reply ask(Lease<EvmClient> lease, BlockRange window, Set<Endpoint> excluded)
      throws InterruptedException;

  /// Learns from an answer to a window of so many blocks.
  void answered(Endpoint endpoint, long blocks);

  /// Learns from a refusal. Returns whether the same endpoint may be asked again: for less, in another
  /// way, or later.
  boolean refused(Endpoint endpoint, BlockRange window, Refusal refusal);

  /// The window counts: what was learned about its first block no longer matters.
  void accepted();

  /// Requests sent so far.
  long requests();
}
