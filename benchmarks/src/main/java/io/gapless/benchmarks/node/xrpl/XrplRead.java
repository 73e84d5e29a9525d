package io.gapless.benchmarks.node.xrpl;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.chains.xrpl.XrplSettings;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// See [io.gapless.benchmarks.measure.Stage#READ]. With as many requests under way as the client of
/// a fetcher has.
final class XrplRead {

  private static final int CONNECTIONS = XrplSettings.DEFAULT.connections();
  private static final int OUTSTANDING = XrplSettings.DEFAULT.outstanding();

  private XrplRead() {}

  static Cost measure(XrplNode node) throws InterruptedException {
    long before = node.served();
    Cost cost;
    try (var http = HttpClient.newHttpClient()) {
      var connections = new ArrayList<Connection>();
      for (int i = 0; i < CONNECTIONS; i++) {
        var answers = new Answers();
        connections.add(new Connection(
            http.newWebSocketBuilder().buildAsync(node.url(), answers).join(), answers));
      }
      var stopwatch = Stopwatch.start();
      ask(connections, node.indexes());
      cost = stopwatch.cost();
      connections.forEach(connection -> connection.socket.abort());
    }
    if (node.served() - before != node.units()) {
      throw new BenchmarkFailedException("read " + (node.served() - before) + " ledgers of "
          + node.units());
    }
    return cost;
  }

  private static void ask(List<Connection> connections, List<Long> indexes)
      throws InterruptedException {
    for (int i = 0; i < indexes.size(); i++) {
      connections.get(i % connections.size()).ask(indexes.get(i));
    }
    for (var connection : connections) {
      connection.answers.await(OUTSTANDING);
    }
  }

  private record Connection(WebSocket socket, Answers answers) {

    /// Sends the request that a fetcher sends, once there is room for it.
    void ask(long index) throws InterruptedException {
      answers.await(1);
      socket.sendText("{\"command\":\"ledger\",\"transactions\":true,\"expand\":true,"
          + "\"binary\":true,\"owner_funds\":false,\"api_version\":2,\"ledger_index\":" + index
          + ",\"id\":" + index + "}", true).join();
    }
  }

  /// Counts answers, and keeps nothing of them.
  private static final class Answers implements WebSocket.Listener {

    private static final long PATIENCE_SECONDS = 30;

    private final Semaphore room = new Semaphore(OUTSTANDING);
    private volatile String fault = "silence";

    void await(int places) throws InterruptedException {
      if (!room.tryAcquire(places, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new BenchmarkFailedException(
            "no answer within " + PATIENCE_SECONDS + " s: " + fault);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data,
        boolean last) {
      if (last) {
        room.release();
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      fault = "closed with " + code;
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      fault = error.toString();
    }
  }
}
