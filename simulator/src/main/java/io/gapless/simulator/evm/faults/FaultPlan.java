package io.gapless.simulator.evm.faults;

import java.util.ArrayList;
import java.util.List;

/// All that one node does wrong.
///
/// @param seed decides when; two nodes of different seeds are wrong about different things
/// @param faults at once; of those that would spoil the same request the first does
public record FaultPlan(long seed, List<EvmFault> faults) {
  /// A sound node.
  public static final FaultPlan NONE = new FaultPlan(1, List.of());

  public FaultPlan { faults = List.copyOf(faults); }

  /// The same with another seed.
  public FaultPlan withSeed(long seed) {
    return new FaultPlan(seed, faults);
  }

  /// The same with one more fault.
  public FaultPlan with(EvmFault fault) {
    List<EvmFault> more = new ArrayList<>(faults);
    more.add(fault);
    return new FaultPlan(seed, more);
  }

  /// The faults of a type.
  public <T extends EvmFault> List<T> of(Class<T> type) {
    return faults.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// Whether a thing that happens one time in `oneIn` happens here; a function of the seed and the
  /// arguments alone.
  boolean happens(EvmFault fault, int oneIn, long number, long index) {
    long hash = mix(mix(mix(seed ^ fault.kind().hashCode()) + number) + index);
    return Long.remainderUnsigned(hash, oneIn) == 0;
  }

  /// SplitMix64's finish.
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
