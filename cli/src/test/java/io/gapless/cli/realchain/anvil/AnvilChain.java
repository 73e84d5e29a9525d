package io.gapless.cli.realchain.anvil;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.PackageCache;
import io.gapless.embedded.packages.Pinned;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;

/// A chain of a real EVM node, anvil, which makes a block only when told to.
public final class AnvilChain implements AutoCloseable {

  private static final String READY = "Listening on ";
  /// Runs a program as a child that is killed when standard input closes, however that comes.
  private static final String WITH_STDIN =
      "\"$@\" & child=$!; cat >/dev/null; kill $child; wait $child";
  private static final String GAS_LIMIT = "200000000";
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  private final long chainId;
  private final Process process;
  private final String url;
  private final HttpService service;
  private final Web3j web3j;

  private AnvilChain(long chainId, Process process, String url) {
    this.chainId = chainId;
    this.process = process;
    this.url = url;
    service = new HttpService(url);
    web3j = Web3j.build(service);
  }

  /// Skips the test, with the reason, where contracts cannot be compiled or the node cannot run.
  public static void assumeAvailable() {
    assumeTrue(Pinned.platform().equals("linux-x64"), "anvil is pinned for linux-x64 only");
    assumeTrue(onPath("npm") && onPath("node"), "npm and node are not installed");
  }

  /// Starts a chain that consists of block 0.
  public static AnvilChain start(long chainId, Instant genesis) throws IOException {
    var anvil = PackageCache.ofUser(FetchListener.SILENT).unpacked(Pinned.anvil())
        .resolve("package/bin/anvil");
    var process = new ProcessBuilder("sh", "-c", WITH_STDIN, "sh", anvil.toString(), "--port", "0",
        "--chain-id", Long.toString(chainId), "--timestamp",
        Long.toString(genesis.getEpochSecond()), "--no-mining", "--order", "fifo", "--gas-limit",
        GAS_LIMIT, "--accounts", "1").redirectErrorStream(true).start();
    var lines = process.inputReader(UTF_8);
    var address = address(lines);
    Thread.ofVirtual().name("anvil-output").start(() -> drain(lines));
    return new AnvilChain(chainId, process, "http://" + address);
  }

  /// The number that the chain is known by.
  public long chainId() {
    return chainId;
  }

  /// Where it answers JSON-RPC.
  public String url() {
    return url;
  }

  /// The client that asks it.
  public Web3j web3j() {
    return web3j;
  }

  /// Gives an account a million ether.
  public void fund(String address) throws IOException {
    tell("anvil_setBalance", address, "0xd3c21bcecceda1000000");
  }

  /// Makes a block of the transactions that wait.
  public void mine(Instant time) throws IOException {
    tell("evm_setNextBlockTimestamp", time.getEpochSecond());
    tell("evm_mine");
  }

  /// What became of a transaction that is in a block.
  public TransactionReceipt receipt(String hash) throws IOException {
    return web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt()
        .orElseThrow(() -> new IOException("no receipt of " + hash));
  }

  /// The one word that a contract's function returns, asked after the newest block.
  public BigInteger ask(String contract, String function, Type<?>... arguments)
      throws IOException {
    var call = Transaction.createEthCallTransaction(NOBODY, contract, FunctionEncoder.encode(
        new Function(function, List.of(arguments), List.of())));
    var answer = web3j.ethCall(call, DefaultBlockParameterName.LATEST).send();
    if (answer.isReverted()) {
      throw new IOException(function + ": " + answer.getRevertReason());
    }
    return Numeric.toBigInt(answer.getValue());
  }

  private void tell(String method, Object... parameters) throws IOException {
    var response =
        new Request<>(method, List.of(parameters), service, AnyResponse.class).send();
    if (response.hasError()) {
      throw new IOException(method + ": " + response.getError().getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    web3j.shutdown();
    process.getOutputStream().close();
    process.onExit().join();
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private static String address(BufferedReader lines) throws IOException {
    for (String line; (line = lines.readLine()) != null;) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length()).strip();
      }
    }
    throw new IOException("anvil ended before it was ready");
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An answer of which only the error matters.
  static final class AnyResponse extends Response<Object> {}
}
