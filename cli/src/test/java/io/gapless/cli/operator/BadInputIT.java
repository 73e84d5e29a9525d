package io.gapless.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import io.gapless.simulator.evm.chain.EvmChainOptions;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputIT {

  private static final String NOBODY = "http://127.0.0.1:1/v2/secretkey";

  private static final EvmSimulator NODE = start(100, 900_001);
  private static final EvmSimulator OTHER_CHAIN = start(100, 77);

  @TempDir
  private Path folder = Path.of("target");

  @AfterAll
  static void stop() {
    NODE.close();
    OTHER_CHAIN.close();
  }

  @Test
  void refusesARangeBeyondTheHead() throws IOException {
    refuses(2, "--to 100 is beyond the head of evm-900001, which is 99", "--from", "0", "--to",
        "100");
    refuses(2, "--from 2024-06-02 is after the head of evm-900001", "--from", "2024-06-02", "--to",
        "2024-06-03");
    assertThat(folder.resolve("data/kafka")).doesNotExist();
  }

  @Test
  void namesANodeThatDoesNotAnswerWithoutItsKey() {
    var command = run("backfill", "evm", "--rpc", NOBODY, "--from", "0", "--to", "9");

    assertThat(command.err()).contains("--rpc: no endpoint answers: 127.0.0.1:1#")
        .contains("is it running").doesNotContain("secretkey");
    assertThat(command.exitCode()).isEqualTo(3);
  }

  @Test
  void refusesNodesOfTwoChains() {
    var command = run("backfill", "evm", "--rpc", NODE.url() + "," + OTHER_CHAIN.url(), "--from",
        "0", "--to", "9");

    assertThat(command.err()).contains("endpoints are of different chains", "chain 77");
    assertThat(command.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesNodesOfAnotherChainThanTheOneThatWasNamed() {
    refuses(2, "--chain: evm-5 was asked for, and the nodes are of evm-900001", "--chain", "evm-5",
        "--from", "0", "--to", "9");
  }

  @Test
  void refusesAVerdictThatNobodyWouldGive() {
    refuses(2, "--verify: `corroborate` needs nodes on two hosts, and --rpc names one", "--from",
        "0", "--to", "9", "--verify", "corroborate");
    refuses(2, "--verify: 'all' is none of head, bloom, root and corroborate", "--from", "0",
        "--to", "9", "--verify", "all");
  }

  @Test
  void refusesServersThatDoNotAnswer() {
    refuses(3, "--registry: 127.0.0.1:1 does not answer", "--from", "0", "--to", "9",
        "--registry", "http://127.0.0.1:1");
    refuses(3, "ClickHouse at http://127.0.0.1:1/default does not answer", "--from", "0", "--to",
        "9", "--clickhouse", "jdbc:clickhouse://127.0.0.1:1/default?password=secretkey");
    refuses(3, "--kafka: 127.0.0.1:1 does not answer", "--from", "0", "--to", "9", "--kafka",
        "127.0.0.1:1");
  }

  @Test
  void refusesAPortThatIsInUse() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (String service : new String[]{"kafka", "registry", "clickhouse"}) {
        refuses(3, "port " + taken.getLocalPort() + " for " + service + " is in use", "--from",
            "0", "--to", "9", "--" + service + "-port", Integer.toString(taken.getLocalPort()));
      }
      assertThat(run("simulate", "evm", "--blocks", "2", "--port",
          Integer.toString(taken.getLocalPort())).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void refusesADataFolderThatIsNone() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    var command = run("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "0", "--to",
        "9", "--data", file.resolve("below").toString());

    assertThat(command.exitCode()).isEqualTo(3);
    assertThat(command.err()).containsOnlyOnce("\n").contains(file.toString());
  }

  @Test
  void touchesNothingInADryRun() {
    var command = run("backfill", "evm", "--rpc", NODE.url().toString(), "--from", "2024-06-01",
        "--to", "finalized", "--data", folder.resolve("data").toString(), "--dry-run");

    assertThat(command.err()).isEmpty();
    assertThat(command.out()).contains("blocks    0 to 35 (36)", "Nothing was touched");
    assertThat(command.exitCode()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void showsThatThereIsNothingWithoutStartingAnything() {
    assertThat(run("status").out()).contains("there are no jobs yet");
    assertThat(run("gaps", "--json").out()).isEqualTo("[]\n");
    assertThat(run("status", "abc").err()).contains("there is no job 'abc'");
    assertThat(folder).isEmptyDirectory();
  }

  private void refuses(int exitCode, String what, String... options) {
    var arguments = new String[options.length + 6];
    System.arraycopy(new String[]{"backfill", "evm", "--rpc", NODE.url().toString(), "--data",
        folder.resolve("data").toString()}, 0, arguments, 0, 6);
    System.arraycopy(options, 0, arguments, 6, options.length);
    var command = run(arguments);
    assertThat(command.err()).startsWith("gapless: ").contains(what).containsOnlyOnce("\n")
        .doesNotContain("secretkey");
    assertThat(command.out()).isEmpty();
    assertThat(command.exitCode()).isEqualTo(exitCode);
  }

  private Ended run(String... arguments) {
    var command = new Typed(folder, Map.of());
    return new Ended(command.run(arguments), command.out(), command.err());
  }

  private record Ended(int exitCode, String out, String err) {}

  private static EvmSimulator start(int blocks, long chainId) {
    return EvmSimulator.start(new SimulatedChain(
        EvmChainOptions.defaults().withBlocks(blocks).withChainId(chainId)),
        EvmNodeOptions.defaults());
  }
}
