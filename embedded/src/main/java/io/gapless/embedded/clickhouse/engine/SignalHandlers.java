package io.gapless.embedded.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The signal handlers of the JVM. Without the one for SIGSEGV a process dies at its next safepoint
/// or null check. The library's first connection takes them. `chdb_set_signal_handlers_enabled(0)` is
/// no remedy: with it every connection sets them to the system's defaults.
@SuppressWarnings("restricted")
final class SignalHandlers {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SIGACTION = LINKER.downcallHandle(
      LINKER.defaultLookup().findOrThrow("sigaction"),
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  /// More than `struct sigaction` takes anywhere; it is given back as it was.
  private static final int ACTION_BYTES = 256;
  /// All that may have a handler, from SIGHUP to SIGTERM, without SIGKILL.
  private static final int[] SIGNALS = {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15};

  private SignalHandlers() {}

  /// Does something, and sets the handlers as they were before.
  static <T> T keptDuring(Supplier<T> work) {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> actions = new ArrayList<>();
      for (int signal : SIGNALS) {
        MemorySegment action = arena.allocate(ACTION_BYTES, 16);
        call(signal, MemorySegment.NULL, action);
        actions.add(action);
      }
      try {
        return work.get();
      } finally {
        for (int i = 0; i < SIGNALS.length; i++) {
          call(SIGNALS[i], actions.get(i), MemorySegment.NULL);
        }
      }
    }
  }

  private static void call(int signal, MemorySegment set, MemorySegment old) {
    try {
      if ((int) SIGACTION.invokeExact(signal, set, old) != 0) {
        throw new IllegalStateException("signal " + signal + " has no handler to keep");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
