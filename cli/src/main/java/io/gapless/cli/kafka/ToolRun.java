package io.gapless.cli.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// Runs one of Kafka's tools in this process. It prints to the process's own standard streams.
public final class ToolRun {

  private ToolRun() {}

  /// Thrown instead of ending the process, so that what was started for the tool is stopped.
  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;
    private final int status;

    Ended(int status) {
      super("the tool ended with status " + status, null, false, false);
      this.status = status;
    }
  }

  /// The tool's exit status.
  public static int run(KafkaTool tool, List<String> arguments) throws Exception {
    // Some tools catch what they throw when they end, and end once more: the first status counts.
    var first = new AtomicReference<@Nullable Ended>();
    var out = System.out;
    var err = System.err;
    Exit.Procedure end = (status, message) -> {
      if (first.compareAndSet(null, new Ended(status))) {
        // some print what they catch, and that is our own exception
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      }
      throw Objects.requireNonNull(first.get());
    };
    Exit.setExitProcedure(end);
    Exit.setHaltProcedure(end);
    try {
      Class.forName(tool.mainClass()).getMethod("main", String[].class).invoke(null,
          (Object) arguments.toArray(String[]::new));
      return 0;
    } catch (InvocationTargetException e) {
      return switch (e.getCause()) {
        case Ended ended -> ended.status;
        case Exception failure -> throw failure;
        case null, default -> throw e;
      };
    } finally {
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
      System.setOut(out);
      System.setErr(err);
    }
  }
}
