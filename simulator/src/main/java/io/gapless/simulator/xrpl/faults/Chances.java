package io.gapless.simulator.xrpl.faults;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Counts a node's chances to go wrong, and says which of them it takes; for many threads at once.
public final class Chances {
  private final XrplFaultPlan plan;
  private final Map<XrplFault, AtomicLong> numbers = new ConcurrentHashMap<>();

  /// The chances of a node from its start on.
  public Chances(XrplFaultPlan plan) {
    this.plan = plan;
  }

  /// The plan.
  public XrplFaultPlan plan() {
    return plan;
  }

  /// Takes or leaves the next chance of all faults of a type to which it is one, and returns the
  /// first that happens.
  public <T extends XrplFault> Optional<Taken<T>> next(Class<T> type, Predicate<T> isChance) {
    Optional<Taken<T>> taken = Optional.empty();
    for (T fault : plan.of(type)) {
      if (isChance.test(fault)) {
        long number = number(fault).getAndIncrement();
        if (plan.happens(fault, number) && taken.isEmpty()) {
          taken = Optional.of(new Taken<>(fault, plan, number));
        }
      }
    }
    return taken;
  }

  /// Whether a fault hits a thing of this number, always the same things.
  public boolean hits(XrplFault fault, long number) {
    return plan.happens(fault, number);
  }

  private AtomicLong number(XrplFault fault) {
    return numbers.computeIfAbsent(fault, name -> new AtomicLong());
  }

  /// A fault that happens.
  ///
  /// @param fault which
  /// @param plan whose
  /// @param number of the chance
  public record Taken<T extends XrplFault>(T fault, XrplFaultPlan plan, long number) {
    /// A number from 0 up to, not including, `bound`, for the details.
    public int draw(int bound) {
      return plan.draw(fault, ~number, bound);
    }
  }
}
