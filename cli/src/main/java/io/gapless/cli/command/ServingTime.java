package io.gapless.cli.command;

import io.gapless.cli.console.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How long a simulated node serves.
final class ServingTime {

  @Option(names = "--seconds", paramLabel = "N", description = "Ends after this time.")
  private @Nullable Long seconds;

  @Option(names = "--until-stdin-closes", description = "Ends when its standard input does.")
  private boolean untilStdinCloses;

  /// Waits for the end.
  void await(Console console) throws InterruptedException {
    var end = new CountDownLatch(1);
    if (untilStdinCloses) {
      Thread.ofPlatform().daemon().name("stdin").start(() -> {
        drain(console.in());
        end.countDown();
      });
    }
    if (seconds == null) {
      end.await();
    } else {
      var _ = end.await(seconds, TimeUnit.SECONDS);
    }
  }

  private static void drain(InputStream in) {
    try {
      while (in.read() >= 0) {
        // what is written to it has no meaning
      }
    } catch (IOException e) {
      // as good as its end
    }
  }
}
