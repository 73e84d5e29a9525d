package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a request needs of an endpoint.
///
/// @param range the blocks that it must have; empty for calls that need none
/// @param method a method that an endpoint may lack and be of use all the same, such as
///     `eth_getBlockReceipts`; empty for calls of methods without which it is of no use at all
/// @param excluded endpoints that are not to be asked, because they were already, or differ from
///     the rest
/// @param only the one endpoint to ask; empty for any
/// @param calls how many calls the request holds, 1 or more: endpoints count each call of a batch
public record Wanted(
    Optional<BlockRange> range,
    Optional<String> method,
    Set<Endpoint> excluded,
    Optional<Endpoint> only,
    int calls) {

  private static final Wanted ANYTHING =
      new Wanted(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), 1);

  /// Takes copies of the sets.
  public Wanted {
    excluded = Set.copyOf(excluded);
    if (calls < 1) {
      throw new IllegalArgumentException("calls < 1: " + calls);
    }
  }

  /// Any endpoint that is not known to lack the range and is not excluded.
  public Wanted(Optional<BlockRange> range, Set<Endpoint> excluded) {
    this(range, Optional.empty(), excluded, Optional.empty(), 1);
  }

  /// Any endpoint that is not known to lack the range.
  public static Wanted blocks(BlockRange range) {
    return new Wanted(Optional.of(range), Set.of());
  }

  /// Any endpoint.
  public static Wanted anything() {
    return ANYTHING;
  }

  /// The same of an endpoint that is not known to lack the method. One that refuses it as
  /// unsupported lacks it from then on, and is not parked.
  public Wanted withMethod(String name) {
    return new Wanted(range, Optional.of(name), excluded, only, calls);
  }

  /// The same from another endpoint.
  public Wanted without(Endpoint endpoint) {
    return without(Set.of(endpoint));
  }

  /// The same from an endpoint that is none of these.
  public Wanted without(Collection<Endpoint> endpoints) {
    var more = new HashSet<>(excluded);
    more.addAll(endpoints);
    return new Wanted(range, method, more, only, calls);
  }

  /// The same from this endpoint and no other.
  public Wanted only(Endpoint endpoint) {
    return new Wanted(range, method, excluded, Optional.of(endpoint), calls);
  }

  /// The same with this many calls in one request.
  public Wanted withCalls(int number) {
    return new Wanted(range, method, excluded, only, number);
  }

  boolean mayBe(Endpoint endpoint) {
    return !excluded.contains(endpoint)
        && only.map(endpoint::equals).orElse(true);
  }
}
