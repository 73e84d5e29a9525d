package io.gapless.simulator.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.http.HttpService;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClientIT {
  private final SimulatedChain chain =
      new SimulatedChain(EvmChainOptions.defaults().withBlocks(100));
  private final EvmSimulator node = EvmSimulator.start(chain, EvmNodeOptions.defaults());
  private final Web3j web3j = Web3j.build(new HttpService(node.url().toString()));

  @AfterAll
  void stop() {
    web3j.shutdown();
    node.close();
  }

  @Test
  void web3jReadsBlocksLogsAndReceipts() throws IOException {
    var number = DefaultBlockParameter.valueOf(BigInteger.valueOf(42));

    var block = web3j.ethGetBlockByNumber(number, true).send().getBlock();
    var receipts = web3j.ethGetBlockReceipts(number).send().getBlockReceipts().orElseThrow();
    var logs = web3j.ethGetLogs(new EthFilter(number, number, List.of())).send().getLogs();

    assertThat(web3j.ethChainId().send().getChainId()).isEqualTo(900_001);
    assertThat(web3j.netVersion().send().getNetVersion()).isEqualTo("900001");
    assertThat(web3j.ethBlockNumber().send().getBlockNumber()).isEqualTo(99);
    assertThat(web3j.ethSyncing().send().isSyncing()).isFalse();
    assertThat(block.getTimestamp()).isEqualTo(chain.timestamp(42));
    assertThat(receipts).hasSameSizeAs(block.getTransactions());
    assertThat(logs).hasSize(chain.logCount(42));
    assertThat(web3j.ethGetBlockByNumber(DefaultBlockParameterName.FINALIZED, false).send()
        .getBlock().getNumber()).isEqualTo(35);
  }

  @Test
  void fiftyClientsAtOnceGetTheSameBytes() throws Exception {
    String body = RpcClient.body(1, "eth_getLogs", "[{\"fromBlock\":\"earliest\"}]");
    try (var client = new RpcClient(node.url());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      byte[] alone = client.post(body).body();
      List<Future<byte[]>> answers = IntStream.range(0, 50)
          .mapToObj(i -> executor.submit(() -> client.post(body).body())).toList();

      for (Future<byte[]> answer : answers) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }
}
