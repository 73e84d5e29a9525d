package io.gapless.cli.pipeline;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.evm.proof.BlockProof;
import io.gapless.cli.console.CommandException;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.schemas.record.Verdict;
import java.util.Optional;

/// Whether completeness can be shown as it is asked for: by this chain, and by these nodes.
final class AskedVerdict {

  private AskedVerdict() {}

  /// Refuses what nobody could give.
  ///
  /// @param chain the chain's name, where it is known
  /// @throws CommandException with what to ask for instead
  static void check(BackfillRequest request, Optional<String> chain) {
    if (request.family() == ChainFamily.EVM && request.verify() != Verdict.HEAD) {
      chain.map(name -> BlockProof.of(Long.parseLong(name.substring(name.indexOf('-') + 1))))
          .flatMap(BlockProof::notProvable).ifPresent(why -> {
            throw CommandException.usage("--verify", why
                + "; `corroborate` asks an endpoint on another host instead");
          });
    }
    long servers = request.endpoints().stream()
        .map(url -> Endpoint.of(url.toString()).host()).distinct().count();
    if (request.corroborate() && servers == 1) {
      throw CommandException.usage("--verify",
          "`corroborate` needs nodes on two hosts, and --rpc names one");
    }
  }
}
