package io.gapless.simulator.xrpl;

import io.gapless.simulator.xrpl.faults.Chances;
import io.gapless.simulator.xrpl.ledgers.SimulatedLedgers;
import io.gapless.simulator.xrpl.ledgers.XrplLedgerOptions;
import io.gapless.simulator.xrpl.rpc.XrplCounters;
import io.gapless.simulator.xrpl.rpc.XrplStats;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// A node over simulated or recorded ledgers, serving the WebSocket API on 127.0.0.1 until it is
/// closed.
///
/// ```java
/// var ledgers = new SimulatedLedgers(XrplLedgerOptions.defaults());
/// try (var node = XrplSimulator.start(ledgers, XrplNodeOptions.clio());
///     var liar = XrplSimulator.start(ledgers,
///         XrplFaults.applied("truncate=200", XrplNodeOptions.defaults()))) { … node.url() … }
/// ```
public final class XrplSimulator implements AutoCloseable {
  private static final long MAIN_NETWORK = 0;

  private final History history;
  private final XrplCounters counters;
  private final XrplConnections connections;

  private XrplSimulator(LedgerSource source, XrplNodeOptions options) {
    var chances = new Chances(options.faults());
    this.counters = new XrplCounters();
    this.history = new History(source, options, chances);
    var ledgers = new FaultyLedgers(source, history, chances, counters);
    var transactions = new FaultyTransactions(source, chances, counters);
    Map<String, DataCommand> data = Map.of(
        "ledger", new LedgerCommand(source, history, ledgers, options.flavour(), counters),
        "tx", new TransactionCommand(source, history, transactions, options.flavour(), counters));
    var commands = new NodeCommands(source, history, data, new ErrorSpells(chances, counters),
        options, counters);
    var handler = new RequestHandler(commands, options.limits().load().guard(System::nanoTime),
        options, chances, counters);
    this.connections = XrplConnections.listen(options.port(), handler,
        options.limits().parallelRequests(), counters);
  }

  /// Starts a node over ledgers that other nodes may share.
  ///
  /// @throws java.io.UncheckedIOException if the port is taken
  public static XrplSimulator start(SimulatedLedgers ledgers, XrplNodeOptions options) {
    return new XrplSimulator(new SimulatedSource(ledgers), options);
  }

  /// Makes ledgers and starts a node over them.
  ///
  /// @throws java.io.UncheckedIOException if the port is taken
  public static XrplSimulator start(XrplLedgerOptions ledgers, XrplNodeOptions options) {
    return start(new SimulatedLedgers(ledgers), options);
  }

  /// Starts a sound node over the recorded ledgers of a folder.
  ///
  /// @throws java.io.UncheckedIOException if the folder cannot be read
  /// @throws IllegalArgumentException if it holds no ledger
  public static XrplSimulator ofRecordings(Path folder) {
    return ofRecordings(folder, XrplNodeOptions.defaults());
  }

  /// Starts a node over recorded ledgers: the `.json` files of a folder, and of the folders in it,
  /// that are answers to `ledger`. They are given back as they were recorded, binary or JSON
  /// whichever was asked for, else the other; they are of the main network.
  ///
  /// @throws java.io.UncheckedIOException if the folder cannot be read or the port is taken
  /// @throws IllegalArgumentException if the folder holds no ledger
  public static XrplSimulator ofRecordings(Path folder, XrplNodeOptions options) {
    return new XrplSimulator(new RecordedSource(folder, MAIN_NETWORK), options);
  }

  /// Where the node listens, e.g. `ws://127.0.0.1:6006/`.
  public URI url() {
    return URI.create("ws://127.0.0.1:" + connections.getPort() + "/");
  }

  /// Puts the node so many ledgers behind the last, from the next request on; fewer than before are
  /// new ledgers.
  public void lag(int ledgers) {
    if (ledgers < 0) {
      throw new IllegalArgumentException("ledgers < 0: " + ledgers);
    }
    history.lag(ledgers);
  }

  /// What the node did so far.
  public XrplStats stats() {
    return counters.stats();
  }

  /// Stops listening and cuts all connections.
  @Override
  public void close() {
    connections.shut();
  }
}
