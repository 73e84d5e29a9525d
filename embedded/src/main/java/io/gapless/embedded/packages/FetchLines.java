package io.gapless.embedded.packages;

import java.time.Duration;
import java.util.function.Consumer;

/// Tells of a fetch in lines: at its start, every five seconds, and at its end.
final class FetchLines implements FetchListener {

  private static final long SECONDS_BETWEEN = 5;

  private final Consumer<String> out;
  private long nextSecond;

  FetchLines(Consumer<String> out) {
    this.out = out;
  }

  @Override
  public synchronized void fetching(PackageSource source, Duration elapsed, long bytes) {
    if (elapsed.isZero()) {
      nextSecond = 0;
    }
    if (elapsed.toSeconds() >= nextSecond) {
      nextSecond = elapsed.toSeconds() + SECONDS_BETWEEN;
      out.accept("fetching " + source.name() + " " + source.version() + " … "
          + elapsed.toSeconds() + " s" + size(bytes));
    }
  }

  @Override
  public synchronized void verified(PackageSource source, Duration elapsed, long bytes) {
    out.accept("verified " + source.name() + " " + source.version() + " after "
        + elapsed.toSeconds() + " s" + size(bytes));
  }

  private static String size(long bytes) {
    return bytes == 0 ? "" : ", " + (bytes + 500_000) / 1_000_000 + " MB";
  }
}
