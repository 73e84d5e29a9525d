package io.gapless.chains.endpoint;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Refusal.Missing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Which blocks an endpoint is known to have, and known not to have. What it lacked is forgotten
/// after a while: heads move on, and behind one address there may be several nodes. Where it says
/// which blocks it has, that holds instead of what its refusals tell of other blocks. Not for several
/// threads.
final class History {

  private static final long HEAD_NANOS = Duration.ofSeconds(3).toNanos();
  /// A node that cannot find a block which others of it have shown may have it in a moment.
  private static final long UNSURE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long PRUNED_NANOS = Duration.ofMinutes(10).toNanos();

  private OptionalLong lowestServed = OptionalLong.empty();
  private OptionalLong head = OptionalLong.empty();
  private long prunedUpTo = -1;
  private long prunedAt;
  private long absentFrom = Long.MAX_VALUE;
  private long absentAt;
  private Optional<BlockRange> unsure = Optional.empty();
  private long unsureAt;
  private Optional<Claims> claims = Optional.empty();

  /// Takes what the endpoint says it has.
  void claims(List<BlockRange> ranges) {
    claims = Optional.of(claims.map(earlier -> new Claims(ranges, earlier))
        .orElseGet(() -> new Claims(ranges)));
  }

  /// How long until it may be asked for the range by somebody who wants it since `askedAt`: 0 where
  /// nothing speaks against it, [Long#MAX_VALUE] where it does not have such blocks.
  long waitNanos(BlockRange range, long askedAt, long now) {
    if (claims.isPresent()) {
      return claims.get().waitNanos(range, askedAt, now);
    }
    if (range.first() <= prunedUpTo && now - prunedAt < PRUNED_NANOS) {
      return Long.MAX_VALUE;
    }
    long unsureFor = unsure.filter(range::overlaps).isPresent()
        ? Math.max(0, unsureAt + UNSURE_NANOS - now)
        : 0;
    return Math.max(unsureFor,
        range.last() >= absentFrom ? Math.max(0, absentAt + HEAD_NANOS - now) : 0);
  }

  void served(BlockRange range) {
    lowestServed = OptionalLong.of(Math.min(range.first(), lowestServed.orElse(Long.MAX_VALUE)));
    if (prunedUpTo >= range.first()) {
      prunedUpTo = range.first() - 1;
    }
    sawHead(range.last());
  }

  void sawHead(long block) {
    head = OptionalLong.of(Math.max(block, head.orElse(0)));
    if (block >= absentFrom) {
      absentFrom = Long.MAX_VALUE;
    }
  }

  void lacked(BlockRange range, Missing where, long now) {
    if (claims.isPresent()) {
      claims.get().lacked(range, where, now);
      return;
    }
    boolean beyondHead = where == Missing.HEAD
        || (where == Missing.UNKNOWN && (head.isEmpty() || range.last() > head.getAsLong()));
    if (beyondHead) {
      absentFrom = Math.min(absentFrom, range.last());
      absentAt = now;
    } else if (where == Missing.UNKNOWN) {
      unsure = Optional.of(range);
      unsureAt = now;
    } else {
      prunedUpTo = Math.max(prunedUpTo, range.first());
      prunedAt = now;
    }
  }

  OptionalLong lowestServed() {
    return lowestServed;
  }

  OptionalLong head() {
    return claims.isPresent() ? claims.get().head() : head;
  }

  OptionalLong prunedUpTo() {
    return prunedUpTo < 0 ? OptionalLong.empty() : OptionalLong.of(prunedUpTo);
  }
}
