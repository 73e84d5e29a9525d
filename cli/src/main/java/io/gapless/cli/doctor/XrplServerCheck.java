package io.gapless.cli.doctor;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.xrpl.ServerInfo;
import io.gapless.chains.xrpl.Weighed;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks a server of an XRP Ledger which network it is of, and which ledgers it has. Names it by host
/// and digest.
final class XrplServerCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Endpoint endpoint;

  XrplServerCheck(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  NodeCheck.Answer run() throws InterruptedException {
    var settings = XrplSettings.DEFAULT.withTimeouts(PATIENCE, PATIENCE);
    try (var client = new XrplClient(endpoint, settings,
        new ErrorClassifier(InstantSource.system()), new SecureRandom())) {
      return switch (client.serverInfo()) {
        case Answer.Value<Weighed<ServerInfo>>(var info) -> found(info.value());
        case Answer.Refused<Weighed<ServerInfo>>(Refusal refusal) -> new NodeCheck.Answer(
            Optional.empty(), Finding.missing("server " + endpoint.name() + " (" + refusal.said()
                + ")", "is it running, and is its --servers URL right?"));
      };
    }
  }

  private NodeCheck.Answer found(ServerInfo info) {
    var chain = "xrpl-" + info.networkId().orElse(0);
    var ledgers = info.completeLedgers().isEmpty()
        ? "no ledgers"
        : "ledgers " + info.completeLedgers().stream().map(BlockRange::toString)
            .collect(Collectors.joining(", "));
    return new NodeCheck.Answer(Optional.of(chain), Finding.good("server " + endpoint.name() + ": "
        + chain + (info.clio() ? ", Clio" : "") + info.serverState().map(state -> ", " + state)
            .orElse("")
        + ", " + ledgers));
  }
}
