package io.gapless.benchmarks.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.benchmarks.measure.Cost;
import io.gapless.benchmarks.measure.Stopwatch;
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

/// See [Stage#INSERT].
final class InsertStage {

  private static final Dataset DATASET = Datasets.all().named(Pipeline.DATASET);
  private static final String COPY = DATASET.table() + "_copy";
  private static final String COLUMNS = "`" + String.join("`,`", DATASET.columns()) + "`";

  private InsertStage() {}

  /// Writes the table's rows to a file.
  static void export(Servers servers, Path file) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri(servers,
          "SELECT " + COLUMNS + " FROM `" + DATASET.table() + "` FORMAT RowBinary")).build();
      var response = http.send(request, BodyHandlers.ofFile(file));
      require(response.statusCode(), "reading the rows back");
    }
  }

  /// Inserts the file into an empty table of the same make.
  static Cost measure(Servers servers, Path file, long rows)
      throws IOException, InterruptedException {
    servers.tables().execute("CREATE TABLE `" + COPY + "` AS `" + DATASET.table() + "`");
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri(servers,
          "INSERT INTO `" + COPY + "` (" + COLUMNS + ") FORMAT RowBinary"))
          .POST(BodyPublishers.ofFile(file)).build();
      var stopwatch = Stopwatch.start();
      var response = http.send(request, BodyHandlers.ofString());
      var cost = stopwatch.cost();
      require(response.statusCode(), "the insert: " + response.body());
      long inserted = servers.tables().query("SELECT count() FROM `" + COPY + "`",
          row -> row.getLong(1)).getFirst();
      if (inserted != rows) {
        throw new BenchmarkFailedException("inserted " + inserted + " of " + rows + " rows");
      }
      return cost;
    } finally {
      servers.tables().execute("DROP TABLE `" + COPY + "`");
    }
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
