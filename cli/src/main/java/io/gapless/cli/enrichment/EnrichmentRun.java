package io.gapless.cli.enrichment;

import io.gapless.cli.console.CommandException;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.ExitCode;
import io.gapless.cli.options.ConnectionOptions;
import io.gapless.cli.pipeline.Enrichment;
import io.gapless.cli.pipeline.EnrichmentSetup;
import io.gapless.cli.pipeline.Wiring;
import io.gapless.enricher.plan.EnrichProcess;
import io.gapless.enricher.plan.EnrichRequest;
import io.gapless.enricher.plan.MissingSet;
import io.gapless.enricher.plan.OutcomeReader;
import io.gapless.processes.ProcessException;
import io.gapless.processes.Processes;
import io.gapless.processes.engine.ProcessClient;
import io.gapless.schemas.clickhouse.ClickHouse;
import io.gapless.schemas.record.StepErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs an enrichment, and shows how far it is.
public final class EnrichmentRun {

  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(4);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int TRIES = 6;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Console console;
  private final InstantSource clock;
  private final boolean json;
  private Instant nextLine = Instant.MIN;

  /// @param json print one object at the end, and nothing else
  public EnrichmentRun(Console console, InstantSource clock, boolean json) {
    this.console = console;
    this.clock = clock;
    this.json = json;
  }

  /// What is missing in these tables.
  public static MissingSet missing(Supplier<ClickHouse> tables) {
    return new MissingSet(tables, LONGEST_QUESTION);
  }

  /// Runs it until nothing is missing.
  ///
  /// @param request of a chain
  /// @return the exit code
  /// @throws CommandException if it cannot go on, or is interrupted
  public int run(ConnectionOptions options, Wiring wiring, EnrichmentSetup setup,
      Function<String, EnrichRequest> request) throws InterruptedException {
    var opened = wiring.openEnrichment(options, setup);
    try (var stack = opened.enrichment()) {
      var asked = request.apply(opened.chain());
      var plan = EnrichmentPlan.of(missing(stack::tables), asked);
      if (!json) {
        EnrichmentText.plan(plan).forEach(console::println);
      }
      stack.start();
      var ended = follow(options, stack, asked, plan);
      if (json) {
        console.println(EnrichmentJson.ended(plan, ended));
      } else {
        EnrichmentText.summary(ended).forEach(console::println);
      }
      return ended.failed() > 0 || !ended.phase().equals("DONE")
          ? ExitCode.FAILED
          : ExitCode.OK;
    } catch (InterruptedException e) {
      throw CommandException.interrupted(opened.enrichment().runsJobs()
          ? "interrupted; what was fetched is kept, and the same command goes on from here"
          : "interrupted; the enrichment goes on elsewhere", e);
    }
  }

  private EnrichmentProgress follow(ConnectionOptions options, Enrichment stack,
      EnrichRequest request, EnrichmentPlan plan) throws InterruptedException {
    var kafka = stack.connections().kafkaClient(options.kafkaProperties());
    try (
        var processes =
            ProcessClient.start(options.processTopics(), stack.serdes(), kafka, ANSWER);
        var outcomes = new OutcomeReader(kafka, stack.serdes(), options.topics())) {
      var follower = new EnrichmentFollower(processes, outcomes, clock);
      var run = begin(processes, request, stack);
      return follower.follow(EnrichProcess.id(request.chain()), run,
          progress -> show(progress, plan.missing()), () -> refuseToGoOn(stack));
    }
  }

  /// An engine that has just been started takes its time.
  private static String begin(Processes processes, EnrichRequest request, Enrichment stack)
      throws InterruptedException {
    for (int left = TRIES; true; left--) {
      try {
        // a run that this folder has left over, with other options, has nobody else to go on
        return EnrichProcess.begin(processes, request, stack.runsJobs());
      } catch (ProcessException e) {
        if (e.kind() == StepErrorKind.REFUSED) {
          throw CommandException.failed(String.valueOf(e.getMessage()));
        }
        boolean starting = e.kind() == StepErrorKind.TIMEOUT
            || e.kind() == StepErrorKind.NAMESPACE_NOT_FOUND;
        if (left == 0 || !starting) {
          throw CommandException.unreachable("the enrichment does not begin: " + e.getMessage()
              + "; is the planner one that knows the tables (--clickhouse)?", e);
        }
        refuseToGoOn(stack);
        Thread.sleep(PAUSE);
      }
    }
  }

  private static void refuseToGoOn(Enrichment stack) {
    var failures = stack.failures();
    if (!failures.isEmpty()) {
      throw CommandException.failed(String.join("; ", failures));
    }
  }

  private void show(EnrichmentProgress progress, long missing) {
    if (json) {
      return;
    }
    var line = EnrichmentText.line(progress, missing);
    if (console.terminal().interactive()) {
      int width = console.terminal().columns() - 1;
      console.out().print("\r" + (line.length() > width ? line.substring(0, width) : line)
          + "\u001b[K");
      console.out().flush();
      return;
    }
    var now = clock.instant();
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(INTERVAL);
      console.println(line);
    }
  }
}
