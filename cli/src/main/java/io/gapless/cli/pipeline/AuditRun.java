package io.gapless.cli.pipeline;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.cli.nodes.ChainNodes;
import io.gapless.cli.nodes.NodeTuning;
import io.gapless.cli.nodes.Nodes;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.progress.JobProgress;
import io.gapless.cli.progress.JobTopics;
import io.gapless.cli.progress.ProgressViews;
import io.gapless.cli.services.Need;
import io.gapless.cli.services.Services;
import io.gapless.embedded.EmbeddedStack;
import io.gapless.gapdetector.audit.JobAudit;
import io.gapless.gapdetector.audit.KnownJobs;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.record.JobState;
import io.gapless.schemas.record.JobVerdict;
import io.gapless.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares jobs with the tables, and has what differs fetched again: by roles of this process on
/// an embedded stack of its own, else by those that run.
public final class AuditRun {

  private static final int WORKERS = 2;
  private static final Duration SINK_PATIENCE = Duration.ofSeconds(20);
  private static final Duration SINK_POLL = Duration.ofMillis(500);

  private final Services services;
  private final InstantSource clock;
  private final ConnectionOptions options;
  private final AuditRequest request;
  private final Console console;

  public AuditRun(Services services, InstantSource clock, ConnectionOptions options,
      AuditRequest request, Console console) {
    this.services = services;
    this.clock = clock;
    this.options = options;
    this.request = request;
    this.console = console;
  }

  /// Audits, and returns the exit code: 0 where nothing differs, or no longer.
  ///
  /// @throws CommandException if servers or nodes cannot be reached, or a job does not run
  public int run() throws InterruptedException {
    boolean ours = options.kafka().isEmpty() && EmbeddedStack.running(options.data()).isEmpty();
    if (request.fill() && ours && request.endpoints().isEmpty()) {
      throw CommandException.usage("--rpc or --servers", "without --kafka this process fetches"
          + " itself what differs: name at least one node");
    }
    var nodes = Nodes.ofAll(request.endpoints(), NodeTuning.USUAL);
    try (var pipeline =
        new RunningPipeline(options, services.connect(options, EnumSet.allOf(Need.class)),
            Optional.empty(), ours, Upkeep.USUAL, clock)) {
      pipeline.own(nodes);
      var kafka = pipeline.connections().kafkaClient(options.kafkaProperties());
      var serdes = new RecordSerdes(pipeline.connections().registry().orElseThrow());
      var audit = new JobAudit(kafka, serdes, options.topics(), pipeline.tables(),
          RunningPipeline.hashes(nodes));
      var damages = audit(audit, kafka, serdes);
      if (!request.fill() || damages.stream().allMatch(damage -> damage.toFill().isEmpty())) {
        return report(damages);
      }
      if (!request.json()) {
        damages.forEach(damage -> AuditText.lines(damage).forEach(console::println));
      }
      fill(pipeline, damages, nodes, kafka, serdes, ours);
      return report(audit(audit, kafka, serdes));
    }
  }

  private List<JobDamage> audit(JobAudit audit, Map<String, Object> kafka, RecordSerdes serdes)
      throws InterruptedException {
    var known = KnownJobs.read(kafka, serdes, options.topics());
    var damages = new ArrayList<JobDamage>();
    for (Job job : chosen(known)) {
      var verdict = known.verdict(job.getJobId());
      if (verdict.isPresent() && job.getState() != JobState.REMOVED) {
        awaitSink(audit, job, verdict.get());
        var found = audit.of(job, verdict.get());
        damages.add(new JobDamage(job, verdict.get().getGaps(), found.damaged(), found.expired()));
      }
    }
    return damages;
  }

  private List<Job> chosen(KnownJobs known) {
    if (request.job().isEmpty()) {
      return known.jobs();
    }
    var beginning = request.job().get();
    var found = known.jobs().stream().filter(job -> job.getJobId().startsWith(beginning)).toList();
    if (found.size() != 1) {
      throw CommandException.usage("JOB", found.isEmpty()
          ? "there is no job '" + beginning + "'; `gapless status` lists them"
          : "'" + beginning + "' begins the ids of " + found.size() + " jobs; write more of it");
    }
    return found;
  }

  /// Rows that are on their way are not missing.
  private void awaitSink(JobAudit audit, Job job, JobVerdict verdict) throws InterruptedException {
    Instant deadline = clock.instant().plus(SINK_PATIENCE);
    while (!audit.isStored(verdict)) {
      if (clock.instant().isAfter(deadline)) {
        console.err().println("job " + job.getJobId() + ": the sink has not stored everything yet;"
            + " what is on its way is counted as missing");
        return;
      }
      Thread.sleep(SINK_POLL);
    }
  }

  private void fill(RunningPipeline pipeline, List<JobDamage> damages, List<ChainNodes> nodes,
      Map<String, Object> kafka, RecordSerdes serdes, boolean ours) throws InterruptedException {
    var toFill = damages.stream().filter(damage -> !damage.toFill().isEmpty()).toList();
    if (ours) {
      var chains = nodes.stream().map(ChainNodes::chain).toList();
      for (JobDamage damage : toFill) {
        var chain = damage.job().getChain();
        if (!chains.contains(chain)) {
          throw CommandException.usage(ChainFamily.ofChain(chain).option(), "job "
              + damage.job().getJobId() + " is of " + chain + ", and the nodes are of "
              + String.join(" and ", chains));
        }
      }
      PipelineWiring.createAll(pipeline, nodes);
      PipelineWiring.startAll(pipeline, new WorkerIds(request.host()), nodes, WORKERS,
          RoleOptions.GAP_RANGES_PER_CYCLE, Optional.empty());
    }
    try (
        var view = request.json()
            ? ProgressViews.quiet(console)
            : ProgressViews.of(console, false, clock);
        var reader = new JobTopics(kafka, serdes, options.topics(), clock)) {
      reader.readToEnd();
      var follower =
          new FillFollower(pipeline, kafka, serdes, options.topics(), reader, view, clock);
      for (JobDamage damage : toFill) {
        JobProgress ended = follower.fill(damage);
        view.message("job " + ended.jobId() + ": " + damage.toFill().size()
            + " ranges were fetched again; it is " + ended.state());
      }
    }
  }

  private int report(List<JobDamage> damages) {
    boolean equal = damages.stream().allMatch(JobDamage::isEmpty);
    damages.stream().filter(damage -> damage.expired() > 0)
        .forEach(damage -> console.err().println(AuditText.expired(damage)));
    if (request.json()) {
      console.println(AuditText.json(damages));
    } else if (equal) {
      console.println("the tables hold what was covered in " + damages.size()
          + (damages.size() == 1 ? " job" : " jobs"));
    } else {
      damages.forEach(damage -> AuditText.lines(damage).forEach(console::println));
    }
    return equal ? 0 : 1;
  }
}
