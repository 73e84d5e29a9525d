package io.gapless.cli;

import io.gapless.cli.command.CommandLines;
import io.gapless.cli.console.Console;
import io.gapless.cli.console.Terminal;
import io.gapless.cli.pipeline.PipelineWiring;
import io.gapless.cli.services.EmbeddedServices;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The `gapless` command.
public final class Gapless {

  /// Commands stop within this time when they are interrupted; what is not stopped then is cut off.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private Gapless() {}

  /// Runs the command line and ends the process with its exit code.
  public static void main(String[] arguments) {
    var console = Console.over(System.in, new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err), Terminal.of(System.getProperties()));
    var done = interruptOnShutdown(Thread.currentThread());
    int exitCode;
    try {
      var clock = InstantSource.system();
      var services = new EmbeddedServices(console.err()::println);
      exitCode = new CommandLines(console, Path.of(""), System.getenv(), clock, services,
          new PipelineWiring(services, clock)).run(arguments);
      console.out().flush();
    } finally {
      done.countDown();
    }
    System.exit(exitCode);
  }

  /// Ctrl-C and SIGTERM interrupt the command, and wait until it has stopped what it started.
  private static CountDownLatch interruptOnShutdown(Thread command) {
    var done = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      if (done.getCount() > 0) {
        command.interrupt();
        try {
          if (!done.await(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            System.err.println("gapless: not everything stopped within "
                + STOP_PATIENCE.toSeconds() + " s");
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }, "interrupt"));
    return done;
  }
}
