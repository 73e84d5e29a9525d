package io.gapless.cli.command;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.JobRequests;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.services.Need;
import io.gapless.embedded.Service;
import io.gapless.schemas.serde.RecordSerdes;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what the topics say of jobs, for the commands that show it.
final class JobsReader {

  private final Context context;

  JobsReader(Context context) {
    this.context = context;
  }

  /// What is done while the servers are there.
  @FunctionalInterface
  interface Use {
    /// Returns the exit code.
    ///
    /// @param topics read to their end
    /// @param requests to ask for changes of what they tell of
    int of(JobTopics topics, JobRequests requests) throws InterruptedException;
  }

  /// Reads to the end of the topics, then uses them.
  ///
  /// @param nothing is done instead where nothing was ever stored in the data folder: no server has
  ///     to be started to say that
  int read(Use use, Runnable nothing) throws InterruptedException {
    var connections = context.connections();
    if (!hasServers(connections)) {
      nothing.run();
      return 0;
    }
    context.log(connections);
    try (var servers =
        context.services().connect(connections, Set.of(Need.KAFKA, Need.REGISTRY))) {
      var requests = new JobRequests(servers.kafkaClient(connections.kafkaProperties()),
          new RecordSerdes(servers.registry().orElseThrow()), connections.topics(),
          context.clock());
      try (var topics = new JobTopics(requests.kafka(), requests.serdes(), requests.topics(),
          context.clock())) {
        topics.readToEnd();
        return use.of(topics, requests);
      }
    }
  }

  /// Whether there is anything to ask: a cluster, or a data folder that something was stored in.
  static boolean hasServers(ConnectionOptions connections) {
    return connections.kafka().isPresent()
        || Files.isDirectory(connections.data().resolve(Service.KAFKA.label()));
  }

  /// The jobs whose id begins with a text; all where that is null.
  static List<JobProgress> chosen(List<JobProgress> jobs, @Nullable String beginning) {
    if (beginning == null) {
      return jobs;
    }
    var found = jobs.stream().filter(job -> job.jobId().startsWith(beginning)).toList();
    if (found.size() != 1) {
      throw CommandException.usage("JOB", found.isEmpty()
          ? "there is no job '" + beginning + "'; `gapless status` lists them"
          : "'" + beginning + "' begins the ids of " + found.size() + " jobs; write more of it");
    }
    return found;
  }
}
