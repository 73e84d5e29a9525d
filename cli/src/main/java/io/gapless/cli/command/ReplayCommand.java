package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.ReplayRun;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.services.Connections;
import io.gapless.cli.services.Need;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.ReplayRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gapless replay`.
@Command(name = "replay", sortOptions = false, description = {
    "Reads an output topic again, up to where it ends now, and writes its rows into their table.",
    "Nothing is doubled: where the table has a row already, the newer version stays."})
final class ReplayCommand implements Callable<Integer> {

  private static final String JOB_ID = "[0-9a-f]{16}";

  private final Context context;

  @Parameters(paramLabel = "TOPIC", description = "transfers.erc20, coverage, …; with or without the prefix.")
  private String topic = "";

  @Option(names = "--job", paramLabel = "JOB", description = "Only records that this job wrote: its id, or the beginning.")
  private @Nullable String job;

  @Option(names = "--since", paramLabel = "TIME", description = "Only records that were written to the topic since: a UTC date (2024-01-31) or "
      + "an instant (2024-01-31T12:00:00Z).")
  private @Nullable String since;

  @Option(names = "--json", description = "Prints one JSON object at the end.")
  private boolean json;

  ReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var connections = context.connections();
    var dataset = dataset(connections.topics());
    if (job != null && !ReplayRequest.canTellJobs(dataset)) {
      throw CommandException.usage("--job", "records of " + dataset.topic() + " belong to no job;"
          + " leave it away");
    }
    var time = time();
    refuseEmptyFolder(connections, dataset);
    context.log(connections);
    try (var servers =
        context.services().connect(connections, EnumSet.allOf(Need.class))) {
      var request = new ReplayRequest(dataset, jobId(connections, servers), time);
      var report = new ReplayReport(context.console(), json, context.clock(), request);
      report.ended(new ReplayRun(connections, servers).run(request, report::show),
          connections.topics());
      return 0;
    } catch (InterruptedException e) {
      throw CommandException.interrupted("interrupted; the same command starts again from the"
          + " beginning, which does no harm: no row is doubled", e);
    }
  }

  private Dataset dataset(Topics topics) {
    var name = topic.startsWith(topics.prefix())
        ? topic.substring(topics.prefix().length())
        : topic;
    if (name.equals("work") || name.startsWith("work.")) {
      throw CommandException.usage("TOPIC", "works are fetched, not written to a table; "
          + "`gapless gaps " + (job == null ? "JOB" : job) + " --audit --fill` fetches again what"
          + " the tables lack");
    }
    return Datasets.all().list().stream().filter(one -> one.topic().equals(name)).findFirst()
        .orElseThrow(() -> CommandException.usage("TOPIC", "'" + topic + "' feeds no table; there"
            + " are " + String.join(", ", Datasets.all().topics())));
  }

  private Optional<Instant> time() {
    if (since == null) {
      return Optional.empty();
    }
    var text = since.strip();
    try {
      return Optional.of(text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      throw CommandException.usage("--since", "'" + since + "' is not a UTC date (2024-01-31) or an"
          + " instant (2024-01-31T12:00:00Z)");
    }
  }

  /// No server has to be started to say that a folder holds nothing.
  private static void refuseEmptyFolder(ConnectionOptions connections, Dataset dataset) {
    if (!JobsReader.hasServers(connections)) {
      throw CommandException.unreachable("there is no topic "
          + connections.topics().named(dataset.topic()) + " in " + connections.data()
          + ": nothing was backfilled here yet", null);
    }
  }

  private Optional<String> jobId(ConnectionOptions connections, Connections servers)
      throws InterruptedException {
    if (job == null || job.matches(JOB_ID)) {
      return Optional.ofNullable(job);
    }
    try (var topics = new JobTopics(servers.kafkaClient(connections.kafkaProperties()),
        new RecordSerdes(servers.registry().orElseThrow()), connections.topics(),
        context.clock())) {
      topics.readToEnd();
      return Optional.of(JobsReader.chosen(topics.ledger().all(context.clock().instant()), job)
          .getFirst().jobId());
    }
  }
}
