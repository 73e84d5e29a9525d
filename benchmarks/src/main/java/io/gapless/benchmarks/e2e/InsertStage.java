package io.gapless.benchmarks.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gapless.benchmarks.measure.BenchmarkFailedException;
import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
import io.gapless.benchmarks.node.Node;
import io.gapless.benchmarks.pipeline.Servers;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/// See [io.gapless.benchmarks.measure.Stage#INSERT].
final class InsertStage {

  private InsertStage() {}

  /// Writes the rows of each table to a file in the folder.
  static void export(Servers servers, Node node, Path folder)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      for (var dataset : datasets(node)) {
        var request = HttpRequest.newBuilder(uri(servers, "SELECT " + columns(dataset) + " FROM `"
            + dataset.table() + "` FORMAT Native")).build();
        var response = http.send(request,
            BodyHandlers.ofFile(file(folder, dataset), CREATE, WRITE, TRUNCATE_EXISTING));
        require(response.statusCode(), "reading the rows back");
      }
    }
  }

  /// Inserts the files into empty tables of the same make, one after the other.
  static Cost measure(Servers servers, Node node, Path folder)
      throws IOException, InterruptedException {
    var cost = Cost.NONE;
    try (var http = HttpClient.newHttpClient()) {
      for (var dataset : datasets(node)) {
        cost = cost.plus(insert(http, servers, dataset, file(folder, dataset), node));
      }
    }
    return cost;
  }

  private static Cost insert(HttpClient http, Servers servers, Dataset dataset, Path file,
      Node node) throws IOException, InterruptedException {
    var copy = dataset.table() + "_copy";
    servers.tables().execute("CREATE TABLE `" + copy + "` AS `" + dataset.table() + "`");
    try {
      var request = HttpRequest.newBuilder(uri(servers,
          "INSERT INTO `" + copy + "` (" + columns(dataset)
              + ") SETTINGS optimize_on_insert = 0 FORMAT Native"))
          .POST(BodyPublishers.ofFile(file)).build();
      var stopwatch = Stopwatch.start();
      var response = http.send(request, BodyHandlers.ofString());
      var cost = stopwatch.cost();
      require(response.statusCode(), "the insert: " + response.body());
      long inserted = servers.rows(copy);
      long rows = node.rows().getOrDefault(dataset.name(), 0L);
      if (inserted != rows) {
        throw new BenchmarkFailedException("inserted " + inserted + " of " + rows + " rows");
      }
      return cost;
    } finally {
      servers.tables().execute("DROP TABLE `" + copy + "`");
    }
  }

  private static List<Dataset> datasets(Node node) {
    return node.rows().keySet().stream().map(Datasets.all()::named).toList();
  }

  private static Path file(Path folder, Dataset dataset) {
    return folder.resolve(dataset.name() + ".rows");
  }

  private static String columns(Dataset dataset) {
    return "`" + String.join("`,`", dataset.columns()) + "`";
  }

  private static URI uri(Servers servers, String query) {
    return URI.create(servers.clickHouse() + "/?query=" + URLEncoder.encode(query, UTF_8));
  }

  private static void require(int status, String what) {
    if (status != 200) {
      throw new BenchmarkFailedException("ClickHouse answers with status " + status + " to "
          + what);
    }
  }
}
