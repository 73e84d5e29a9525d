package io.gapless.benchmarks.node.evm;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Parallel;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.fetcher.evm.records.LogDecoders;
import io.gapless.schemas.record.RangeWork;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;

/// See [io.gapless.benchmarks.measure.Stage#READ].
final class EvmRead {

  private EvmRead() {}

  static Cost measure(EvmNode node, List<RangeWork> works) throws InterruptedException {
    long logsBefore = node.logs();
    Cost cost;
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var stopwatch = Stopwatch.start();
      var topics = LogDecoders.topic0(node.rows().keySet()).stream()
          .map(topic -> "\"" + topic + "\"").collect(Collectors.joining(","));
      Parallel.map(works, work -> () -> fetch(http, node.url(), body(work, topics)));
      cost = stopwatch.cost();
    }
    long read = node.logs() - logsBefore;
    long rows = node.rows().values().stream().mapToLong(Long::longValue).sum();
    if (read != rows) {
      throw new BenchmarkFailedException("read " + read + " logs of " + rows);
    }
    return cost;
  }

  private static long fetch(HttpClient http, URI node, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(node).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)).build();
    var response = http.send(request, BodyHandlers.ofInputStream());
    try (var answer = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the node answers with status " + response.statusCode());
      }
      return answer.transferTo(OutputStream.nullOutputStream());
    }
  }

  /// The batch that a fetcher sends for a work.
  ///
  /// @param topics quoted, with commas between them
  private static String body(RangeWork work, String topics) {
    var first = "\"0x" + Long.toHexString(work.getFirst()) + "\"";
    var last = "\"0x" + Long.toHexString(work.getLast()) + "\"";
    return "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":["
        + last + ",false]},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_getLogs\",\"params\":"
        + "[{\"topics\":[[" + topics + "]],\"fromBlock\":" + first + ",\"toBlock\":" + last
        + "}]}]";
  }
}
