package io.gapless.chains.xrpl;

import io.gapless.chains.BlockRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a server says about itself.
/// [server_info](https://xrpl.org/docs/references/http-websocket-apis/public-api-methods/server-info-methods/server_info)
///
/// @param networkId of the network it serves, 0 for the main one; empty where it does not say
/// @param completeLedgers the ledgers that it says it has, in order, neither touching nor
///     overlapping. It may lack some of them all the same
/// @param serverState such as `full`; empty where it does not say, as Clio does not
/// @param validatedLedger index of the newest ledger that the network agreed on; empty where it
///     knows none
/// @param validatedAge how old that is
/// @param clio whether it is a Clio server, which serves history only
/// @param buildVersion of the server's software, empty text where it does not say
public record ServerInfo(
    OptionalLong networkId,
    List<BlockRange> completeLedgers,
    Optional<String> serverState,
    OptionalLong validatedLedger,
    Optional<Duration> validatedAge,
    boolean clio,
    String buildVersion) {

  /// Takes a copy of the list.
  public ServerInfo { completeLedgers = List.copyOf(completeLedgers); }
}
