package io.gapless.simulator.xrpl.limits;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Charges as rippled does: of each address a sum that loses a part in `windowSeconds` each second,
/// and a balance that is that part of it. The dropped start anew.
/// [DecayingSample.h](https://github.com/XRPLF/rippled/blob/develop/include/xrpl/basics/DecayingSample.h).
final class RippledGuard implements LoadGuard {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int WINDOWS_TO_FORGET = 4;

  private final LoadLimit.Rippled limit;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final Map<String, Charged> charged = new HashMap<>();

  RippledGuard(LoadLimit.Rippled limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  @Override
  public synchronized Verdict request(String address) {
    Charged mine = charged.computeIfAbsent(address, name -> new Charged());
    long now = (nanoTime.getAsLong() - startedAt) / NANOS_PER_SECOND;
    mine.fade(now, limit.windowSeconds());
    mine.sum += limit.cost();
    long balance = mine.sum / limit.windowSeconds();
    if (balance >= limit.dropAt()) {
      charged.remove(address);
      return Verdict.DROP;
    }
    return balance >= limit.warnAt() ? Verdict.SERVE_WARNED : Verdict.SERVE;
  }

  @Override
  public boolean answered(String address, long bytes) {
    return false;
  }

  private static final class Charged {
    private long sum;
    private long fadedAt;

    private void fade(long now, int window) {
      if (now - fadedAt > (long) WINDOWS_TO_FORGET * window) {
        sum = 0;
      }
      for (; fadedAt < now && sum > 0; fadedAt++) {
        sum -= (sum + window - 1) / window;
      }
      fadedAt = now;
    }
  }
}
