package io.gapless.simulator.xrpl.faults;

import io.gapless.simulator.seeds.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/// All that one node does wrong.
///
/// @param seed decides when; two nodes of different seeds are wrong about different things
/// @param faults at once; of those that would spoil the same answer the first does
public record XrplFaultPlan(long seed, List<XrplFault> faults) {
  /// A sound node.
  public static final XrplFaultPlan NONE = new XrplFaultPlan(1, List.of());

  public XrplFaultPlan { faults = List.copyOf(faults); }

  /// The same with another seed.
  public XrplFaultPlan withSeed(long seed) {
    return new XrplFaultPlan(seed, faults);
  }

  /// The same with one more fault.
  public XrplFaultPlan with(XrplFault fault) {
    List<XrplFault> more = new ArrayList<>(faults);
    more.add(fault);
    return new XrplFaultPlan(seed, more);
  }

  /// The faults of a type.
  public <T extends XrplFault> List<T> of(Class<T> type) {
    return faults.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Whether a fault happens at its chance of this number: exactly once in every `oneIn` numbers from
  /// 0 on, at a place that the seed decides.
  boolean happens(XrplFault fault, long number) {
    return number % fault.oneIn() == draw(fault, number / fault.oneIn(), fault.oneIn());
  }

  /// A number from 0 up to, not including, `bound`, that the seed, a fault and a number decide.
  int draw(XrplFault fault, long number, int bound) {
    return new SeededRandom().reset(seed, fault.kind().hashCode(), number).nextInt(bound);
  }
}
