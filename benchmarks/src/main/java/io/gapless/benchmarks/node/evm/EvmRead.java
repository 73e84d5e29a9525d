package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Parallel;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.schemas.record.RangeWork;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/// See [io.gapless.benchmarks.measure.Stage#READ].
final class EvmRead {

  /// `Transfer(address,address,uint256)`.
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private EvmRead() {}

  static Cost measure(EvmNode node, List<RangeWork> works) throws InterruptedException {
    long logsBefore = node.logs();
    Cost cost;
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var stopwatch = Stopwatch.start();
      Parallel.map(works, work -> () -> fetch(http, node.url(), work));
      cost = stopwatch.cost();
    }
    if (node.logs() - logsBefore != node.units()) {
      throw new BenchmarkFailedException("read " + (node.logs() - logsBefore) + " logs of "
          + node.units());
    }
    return cost;
  }

  private static long fetch(HttpClient http, URI node, RangeWork work)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(node).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body(work))).build();
    var response = http.send(request, BodyHandlers.ofInputStream());
    try (var answer = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the node answers with status " + response.statusCode());
      }
      return answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// The batch that a fetcher sends for a work.
  private static String body(RangeWork work) {
    var first = "\"0x" + Long.toHexString(work.getFirst()) + "\"";
    var last = "\"0x" + Long.toHexString(work.getLast()) + "\"";
    return "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":["
        + last + ",false]},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_getLogs\",\"params\":"
        + "[{\"topics\":[[\"" + TRANSFER + "\"]],\"fromBlock\":" + first + ",\"toBlock\":" + last
        + "}]}]";
  }
}
