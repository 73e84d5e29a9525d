package io.gapless.simulator.xrpl.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Counts as Clio does: all addresses start over at each sweep, and sweeps go by the clock and not by
/// the requests. [DOSGuard.hpp](https://github.com/XRPLF/clio/blob/develop/src/web/dosguard/DOSGuard.hpp).
final class ClioGuard implements LoadGuard {
  private final LoadLimit.Clio limit;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final Map<String, Used> used = new HashMap<>();
  private long sweeps;

  ClioGuard(LoadLimit.Clio limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  @Override
  public synchronized Verdict request(String address) {
    Used mine = used(address);
    mine.requests++;
    return within(mine) ? Verdict.SERVE : Verdict.SLOW_DOWN;
  }

  @Override
  public synchronized boolean answered(String address, long bytes) {
    Used mine = used(address);
    mine.bytes += bytes;
    return !within(mine);
  }

  private boolean within(Used mine) {
    return mine.requests <= limit.requests() && mine.bytes <= limit.bytes();
  }

  private Used used(String address) {
    long sweep = (nanoTime.getAsLong() - startedAt) / limit.sweep().toNanos();
    if (sweep != sweeps) {
      sweeps = sweep;
      used.clear();
    }
    return used.computeIfAbsent(address, name -> new Used());
  }

  private static final class Used {
    private long requests;
    private long bytes;
  }
}
