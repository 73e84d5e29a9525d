package io.gapless.cli.realchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.command.CommandLines;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.options.EmbeddedOptions;
import io.gapless.cli.pipeline.PipelineWiring;
import io.gapless.cli.services.Connections;
import io.gapless.cli.services.EmbeddedServices;
import io.gapless.cli.services.Need;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A data folder on which commands run as a user types them. The embedded servers are started once
/// and kept; planner, fetchers, sink and gap detector are each command's own.
public final class DataFolder implements AutoCloseable {

  private final Path folder;
  private final Connections servers;
  private final ClickHouse clickHouse;

  private DataFolder(Path folder, Connections servers, ClickHouse clickHouse) {
    this.folder = folder;
    this.servers = servers;
    this.clickHouse = clickHouse;
  }

  /// Starts the servers on a new folder.
  static DataFolder start() {
    try {
      var folder = Files.createTempDirectory("gapless-realchain");
      var servers = new EmbeddedServices(line -> {}).connect(
          new ConnectionOptions(folder.resolve("servers"), Optional.empty(), Optional.empty(),
              Optional.empty(), new EmbeddedOptions(0, 0, 0, Optional.empty()),
              new Topics(Topics.DEFAULT_PREFIX, Map.of(), (short) -1), Map.of()),
          EnumSet.allOf(Need.class));
      return new DataFolder(folder, servers,
          ClickHouse.connect(servers.clickHouse().orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the servers started", e);
    }
  }

  /// Runs `gapless backfill evm` on a node and returns when it has ended.
  public CommandRun backfill(String rpc, String from, String to, String... options) {
    return run(List.of("backfill", "evm", "--rpc", rpc, "--from", from, "--to", to, "--json"),
        options);
  }

  /// Runs `gapless backfill xrpl` on a server and returns when it has ended.
  public CommandRun backfillLedgers(String server, long from, long to, String... options) {
    return run(List.of("backfill", "xrpl", "--servers", server, "--from", Long.toString(from),
        "--to", Long.toString(to), "--json"), options);
  }

  /// Runs `gapless enrich` on nodes and returns when it has ended.
  public CommandRun enrich(List<String> rpc, String... options) {
    return run(List.of("enrich", "--rpc", String.join(",", rpc), "--json"), options);
  }

  private CommandRun run(List<String> command, String... options) {
    var arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of(options));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var started = Instant.now();
    int exitCode = new CommandLines(
        Console.over(new ByteArrayInputStream(new byte[0]), out, err, Terminal.NONE), folder,
        Map.of(), InstantSource.system(), (asked, needs) -> new Kept(servers),
        new PipelineWiring((asked, needs) -> new Kept(servers), InstantSource.system()))
        .run(arguments.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(UTF_8), err.toString(UTF_8), started,
        Instant.now());
  }

  /// The servers that the commands talk to; not to be closed.
  public Connections servers() {
    return servers;
  }

  /// The server of the tables.
  public ClickHouse clickHouse() {
    return clickHouse;
  }

  /// The tables that the commands write to.
  public Tables tables() {
    return new Tables(clickHouse);
  }

  @Override
  public void close() throws IOException {
    clickHouse.close();
    servers.close();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// Servers that outlast who uses them.
  private record Kept(Connections servers) implements Connections {
    @Override
    public Optional<String> kafka() {
      return servers.kafka();
    }

    @Override
    public Optional<URI> registry() {
      return servers.registry();
    }

    @Override
    public Optional<String> clickHouse() {
      return servers.clickHouse();
    }

    @Override
    public void close() {}
  }
}
