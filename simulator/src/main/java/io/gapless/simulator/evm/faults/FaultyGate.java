package io.gapless.simulator.evm.faults;

import io.gapless.simulator.evm.faults.CallFault.ThrottledRequests;
import io.gapless.simulator.evm.limits.Gate;
import io.gapless.simulator.evm.limits.RateGate;
import io.gapless.simulator.evm.rpc.RequestCounters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Throttles some requests whatever the rate, as a plan says; leaves the others to the rate.
public final class FaultyGate implements Gate {
  private static final int SHORTLY = 1;

  private final RateGate rate;
  private final FaultPlan plan;
  private final List<ThrottledRequests> faults;
  private final RequestCounters counters;
  private final AtomicLong sequence = new AtomicLong();

  /// Wraps a gate.
  public FaultyGate(RateGate rate, FaultPlan plan, RequestCounters counters) {
    this.rate = rate;
    this.plan = plan;
    this.faults = plan.of(ThrottledRequests.class);
    this.counters = counters;
  }

  @Override
  public Optional<Throttled> refuse(int calls) {
    long number = sequence.incrementAndGet();
    for (ThrottledRequests fault : faults) {
      if (plan.happens(fault, fault.oneIn(), number, fault.style().text().hashCode())) {
        counters.fault(fault.kind());
        return Optional.of(rate.throttled(fault.style(), SHORTLY));
      }
    }
    return rate.refuse(calls);
  }
}
