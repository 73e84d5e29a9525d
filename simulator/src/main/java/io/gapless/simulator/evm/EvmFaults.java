package io.gapless.simulator.evm;

import io.gapless.simulator.NamedFault;
import io.gapless.simulator.evm.faults.CallFault.EmptyLogs;
import io.gapless.simulator.evm.faults.CallFault.Errors;
import io.gapless.simulator.evm.faults.CallFault.LogsRefused;
import io.gapless.simulator.evm.faults.CallFault.NoTransactionIndex;
import io.gapless.simulator.evm.faults.CallFault.Pruned;
import io.gapless.simulator.evm.faults.CallFault.PrunedAnswer;
import io.gapless.simulator.evm.faults.CallFault.ThrottledCalls;
import io.gapless.simulator.evm.faults.CallFault.ThrottledRequests;
import io.gapless.simulator.evm.faults.CallFault.WrongChainId;
import io.gapless.simulator.evm.faults.EvmFault;
import io.gapless.simulator.evm.faults.LogFault.AlterLogs;
import io.gapless.simulator.evm.faults.LogFault.CapSilently;
import io.gapless.simulator.evm.faults.LogFault.DuplicateLogs;
import io.gapless.simulator.evm.faults.LogFault.OmitBlocks;
import io.gapless.simulator.evm.faults.LogFault.OmitLogs;
import io.gapless.simulator.evm.faults.LogFault.OverrunRange;
import io.gapless.simulator.evm.faults.LogFault.Place;
import io.gapless.simulator.evm.faults.LogFault.StrayLogs;
import io.gapless.simulator.evm.faults.Reorganise;
import io.gapless.simulator.evm.faults.TransportFault.EmptyBody;
import io.gapless.simulator.evm.faults.TransportFault.Oversized;
import io.gapless.simulator.evm.faults.TransportFault.ProxyPage;
import io.gapless.simulator.evm.faults.TransportFault.Reset;
import io.gapless.simulator.evm.faults.TransportFault.SlowBody;
import io.gapless.simulator.evm.faults.TransportFault.Truncated;
import io.gapless.simulator.evm.limits.Suggestion;
import io.gapless.simulator.evm.limits.ThrottleStyle;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/// The faults that a node can be given by name, `NAME` or `NAME=N`, on top of whatever profile.
public final class EvmFaults {
  private static final Duration SLOW = Duration.ofMillis(500);
  private static final double HALF = 0.5;
  private static final int REQUESTS_BEFORE_REORGANISATION = 20;

  private static final List<NamedFault<EvmNodeOptions>> ALL = List.of(
      fault("throttle", 5, "HTTP 429 without a hint to one request in N",
          n -> new ThrottledRequests(n, ThrottleStyle.HTTP_429)),
      fault("throttle-retry-after", 5, "HTTP 429 with Retry-After to one request in N",
          n -> new ThrottledRequests(n, ThrottleStyle.HTTP_429_RETRY_AFTER)),
      fault("throttle-backoff", 5, "Infura's -32005 with backoff_seconds to one request in N",
          n -> new ThrottledRequests(n, ThrottleStyle.HTTP_429_BACKOFF)),
      fault("throttle-json-rpc", 5, "an error object with HTTP 200 to one request in N",
          n -> new ThrottledRequests(n, ThrottleStyle.JSON_RPC)),
      fault("throttle-call", 10, "throttles one call in N, the others of its batch are answered",
          ThrottledCalls::new),
      fault("errors", 10, "`Internal error` to one call in N",
          n -> new Errors(n, -32603, "Internal error")),
      fault("missing-data", 10, "`header not found` to one call in N",
          n -> new Errors(n, -32000, "header not found")),
      fault("empty-logs", 10, "an empty list to one eth_getLogs in N, as a stale node would",
          EmptyLogs::new),
      fault("logs-refused", "`limit exceeded` to every eth_getLogs", new LogsRefused()),
      fault("no-transaction-index", "null for every transaction and receipt by hash",
          new NoTransactionIndex()),
      fault("wrong-chain-id", 1, "says that it is of chain N", WrongChainId::new),
      fault("pruned", 100, "no logs and no receipts before block N, as empty lists",
          n -> new Pruned(n, PrunedAnswer.EMPTY)),
      fault("pruned-null", 100, "no logs (empty list) and no receipts (null) before block N",
          n -> new Pruned(n, PrunedAnswer.NULL)),
      fault("pruned-error", 100, "the error 4444 for logs and receipts before block N",
          n -> new Pruned(n, PrunedAnswer.ERROR)),
      fault("omit-logs", 200, "leaves out one log in N, in receipts too",
          n -> new OmitLogs(n, Place.LOGS_AND_RECEIPTS)),
      fault("omit-logs-not-receipts", 200, "leaves out one log in N; its receipts are true",
          n -> new OmitLogs(n, Place.LOGS)),
      fault("omit-blocks", 20, "leaves out all logs of one block in N, in receipts too",
          n -> new OmitBlocks(n, Place.LOGS_AND_RECEIPTS)),
      fault("omit-blocks-not-receipts", 20,
          "leaves out all logs of one block in N; its receipts are true",
          n -> new OmitBlocks(n, Place.LOGS)),
      fault("alter-logs", 200, "changes a byte of one log in N, in receipts too",
          n -> new AlterLogs(n, Place.LOGS_AND_RECEIPTS)),
      fault("alter-logs-not-receipts", 200, "changes a byte of one log in N; its receipts are true",
          n -> new AlterLogs(n, Place.LOGS)),
      fault("silent-cap", 100, "gives N logs at most and calls that all", CapSilently::new),
      fault("duplicate-logs", 50, "shows one log in N twice", DuplicateLogs::new),
      fault("stray-logs", 20, "shows one in N of the logs that were not asked for", StrayLogs::new),
      fault("overrun-range", 3, "shows the block after the range for one range in N",
          OverrunRange::new),
      fault("truncated", 10, "ends the body of one reply in N halfway",
          n -> new Truncated(n, HALF)),
      fault("truncated-above", 400_000, "ends every body after N bytes",
          n -> new Oversized(n, false)),
      fault("html-413", 400_000, "a proxy's page instead of every body of more than N bytes",
          n -> new Oversized(n, true)),
      fault("slow-body", 10, "takes half a second for the body of one reply in N",
          n -> new SlowBody(n, SLOW)),
      fault("reset", 10, "resets the connection of one request in N before it answers",
          n -> new Reset(n, false)),
      fault("reset-midway", 10, "resets the connection of one request in N in the body",
          n -> new Reset(n, true)),
      fault("empty-body", 10, "HTTP 200 with nothing to one request in N", EmptyBody::new),
      fault("html-502", 10, "a proxy's page to one request in N", n -> new ProxyPage(n, 502)),
      fault("html-503", 10, "a proxy's page to one request in N", n -> new ProxyPage(n, 503)),
      fault("reorganise", 32, "replaces the newest N blocks after 20 requests",
          n -> new Reorganise(n, 1, REQUESTS_BEFORE_REORGANISATION)),
      NamedFault.of("lag", 100, "is N blocks behind, with short lists beyond its head",
          (node, n) -> node.withBehaviour(
              node.behaviour().withHeadLag(n).withShortBeyondHead(true))),
      NamedFault.of("lag-error", 100, "is N blocks behind, with errors beyond its head",
          (node, n) -> node.withBehaviour(
              node.behaviour().withHeadLag(n).withShortBeyondHead(false))),
      NamedFault.of("growing-head", 100,
          "is N blocks behind and catches up by one with each request",
          (node, n) -> node.withBehaviour(
              node.behaviour().withHeadLag(n).withRequestsPerBlock(1))),
      suggestion("suggest-inverted", "suggests ranges with their ends exchanged",
          Suggestion.INVERTED),
      suggestion("suggest-shifted", "suggests ranges of other blocks", Suggestion.SHIFTED),
      suggestion("suggest-equal", "suggests the range that it refuses", Suggestion.EQUAL),
      NamedFault.of("no-receipts", "does not offer eth_getBlockReceipts",
          node -> node.withBehaviour(node.behaviour().withBlockReceipts(false))),
      NamedFault.of("no-batches", "refuses batches", node -> node.withBatchLimit(1)));

  private EvmFaults() {}

  /// All of them, in the order in which they are listed.
  public static List<NamedFault<EvmNodeOptions>> all() {
    return ALL;
  }

  /// The options with a fault added.
  ///
  /// @param text `NAME` or `NAME=N`
  /// @throws IllegalArgumentException if there is no such fault or N is no number for it
  public static EvmNodeOptions applied(String text, EvmNodeOptions options) {
    return NamedFault.applied(text, ALL, options);
  }

  private static NamedFault<EvmNodeOptions> fault(String name, int usual, String description,
      IntFunction<EvmFault> fault) {
    return NamedFault.of(name, usual, description, (node, n) -> node.withFault(fault.apply(n)));
  }

  private static NamedFault<EvmNodeOptions> fault(String name, String description,
      EvmFault fault) {
    return NamedFault.of(name, description, node -> node.withFault(fault));
  }

  private static NamedFault<EvmNodeOptions> suggestion(String name, String description,
      Suggestion suggestion) {
    return NamedFault.of(name, description,
        node -> node.withLimits(node.limits().withSuggestion(suggestion)));
  }
}
