package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a request needs of an endpoint.
///
/// @param range the blocks that it must have; empty for calls that need none
/// @param excluded endpoints that are not to be asked, because they were already, or differ from
///     the rest
public record Wanted(Optional<BlockRange> range, Set<Endpoint> excluded) {

  /// Takes a copy of the excluded endpoints.
  public Wanted { excluded = Set.copyOf(excluded); }

  /// Any endpoint that is not known to lack the range.
  public static Wanted blocks(BlockRange range) {
    return new Wanted(Optional.of(range), Set.of());
  }

  /// Any endpoint.
  public static Wanted anything() {
    return new Wanted(Optional.empty(), Set.of());
  }

  /// The same from another endpoint.
  public Wanted without(Endpoint endpoint) {
    var more = new HashSet<>(excluded);
    more.add(endpoint);
    return new Wanted(range, more);
  }
}
