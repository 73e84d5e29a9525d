package io.gapless.gates.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.SqlFile;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.clickhouse.ArrayParameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a run holds, as `post_rebuild_snapshot_<run>.json` in a folder and as a row in the database.
public final class SnapshotWriter {

  private static final int SCHEMA_VERSION = 1;
  private static final List<String> PARTS =
      List.of("window", "backfill", "markets", "direction", "wallets", "pnl", "swap");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Warehouse warehouse;
  private final Path folder;
  private final InstantSource clock;

  /// @param folder that files are put in
  public SnapshotWriter(Warehouse warehouse, Path folder, InstantSource clock) {
    this.warehouse = warehouse;
    this.folder = folder;
    this.clock = clock;
  }

  /// Writes the file whole or not at all, and the row; again, if there is one.
  ///
  /// @return the file
  /// @throws StepFailedException if it cannot be written
  Path write(RebuildRequest request, Run run) throws InterruptedException {
    var snapshot = snapshot(request, run);
    var file = folder.resolve("post_rebuild_snapshot_" + run.id() + ".json");
    try {
      var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(snapshot);
      Files.createDirectories(folder);
      replace(file, text + "\n");
      warehouse.execute("INSERT INTO coverage_snapshots SELECT {chain:String}, {run:String},"
          + " fromUnixTimestamp64Milli({at:Int64}), {json:String}",
          run.with(Map.of("at", clock.millis(), "json", JSON.writeValueAsString(snapshot))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new StepFailedException("the snapshot cannot be written: " + e, e);
    }
    return file;
  }

  private ObjectNode snapshot(RebuildRequest request, Run run) throws InterruptedException {
    var parameters = run.with(Map.of("jobs", ArrayParameter.texts(request.jobs())));
    var snapshot = JSON.createObjectNode();
    snapshot.put("run_id", run.id());
    snapshot.put("generated_at", clock.instant().toString());
    snapshot.put("schema_version", SCHEMA_VERSION);
    snapshot.put("chain_id", Long.parseLong(run.chain().substring("evm-".length())));
    snapshot.put("market", request.deployment().name());
    for (var part : PARTS) {
      var rows = warehouse.query(SqlFile.read("snapshot/" + part + ".sql"), parameters);
      if (part.equals("swap")) {
        snapshot.putObject(part).putArray("tables").addAll(rows);
      } else {
        snapshot.set(part, rows.getFirst());
      }
    }
    snapshot.set("gates", gates(request, parameters));
    return snapshot;
  }

  private JsonNode gates(RebuildRequest request, Map<String, Object> parameters)
      throws InterruptedException {
    var results = warehouse.query(SqlFile.read("snapshot/gates.sql"), parameters);
    var gates = JSON.createObjectNode();
    gates.put("mode", request.profile().name());
    gates.put("passed", results.stream().noneMatch(
        result -> result.path("outcome").asText().matches("FAILED|NOT_EVALUATED")));
    gates.putArray("results").addAll(results);
    return gates;
  }

  private static void replace(Path file, String text) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".part");
    try (
        var out = FileChannel.open(temporary, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
