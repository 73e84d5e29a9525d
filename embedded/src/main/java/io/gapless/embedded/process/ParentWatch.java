package io.gapless.embedded.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/// Ties a child process to its parent: when the parent ends, however it does, the pipe to the
/// child's standard input closes, and the child leaves.
public final class ParentWatch {

  private ParentWatch() {}

  /// Begins to watch standard input, which nobody else may read, and runs `leave` at its end.
  public static void start(Runnable leave) {
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
      try {
        while (System.in.read() >= 0) {
          // what the parent writes has no meaning
        }
      } catch (IOException e) {
        // as good as the end
      }
      leave.run();
    });
  }

  /// Lets Ctrl-C pass: a terminal sends it to parent and children alike, and it is the parent's to
  /// stop its children, after their clients. Without effect where the JVM knows no signals.
  public static void ignoreInterrupts() {
    try {
      // By reflection, since javac warns of sun.misc in a way that nothing suppresses.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      signal.getMethod("handle", signal, handler).invoke(null,
          signal.getConstructor(String.class).newInstance("INT"),
          handler.getField("SIG_IGN").get(null));
    } catch (ClassNotFoundException | NoSuchMethodException | NoSuchFieldException
        | InstantiationException | IllegalAccessException | InvocationTargetException e) {
      System.err.println("Ctrl-C will stop this process too: " + e);
    }
  }
}
