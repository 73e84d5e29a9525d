package io.gapless.gapdetector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.EndpointPool;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.GovernorSettings;
import io.gapless.chains.xrpl.XrplClient;
import io.gapless.chains.xrpl.XrplSettings;
import io.gapless.simulator.xrpl.XrplNodeOptions;
import io.gapless.simulator.xrpl.XrplSimulator;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.ledgers.XrplTruth;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XrplChainHashesIT {

  @Test
  void tellsTheHashesOfTheLedgersThatAServerHas() throws Exception {
    var ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults().withCount(20));
    var truth = new HashMap<Long, String>();
    new XrplTruth(ledgers).forEachLedger(ledger -> truth.put(ledger.index(), ledger.hash()));
    try (var server =
        XrplSimulator.start(ledgers, XrplNodeOptions.defaults().withHistory("1005-1019"));
        var client = client(server)) {
      var hashes = new XrplChainHashes(pool(client)).of(List.of(1005L, 1002L, 1019L));

      assertThat(hashes).containsOnlyKeys(1005L, 1019L).allSatisfy(
          (ledger, hash) -> assertThat(hash).endsWithIgnoringCase(truth.get(ledger)));
    }
  }

  private static XrplClient client(XrplSimulator server) {
    return new XrplClient(Endpoint.of(server.url().toString()), XrplSettings.DEFAULT,
        new ErrorClassifier(InstantSource.system()), new Random(1));
  }

  private static EndpointPool<XrplClient> pool(XrplClient client) {
    return new EndpointPool<>(Map.of(client.endpoint(), client), GovernorSettings.DEFAULT,
        System::nanoTime);
  }
}
