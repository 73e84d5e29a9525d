package io.gapless.gapdetector.audit;

import io.gapless.schemas.record.RangeOutcome;
import io.gapless.schemas.record.Segment;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// A leaf's newest outcome, as far as tables and nodes can be compared with it.
///
/// @param first first block, inclusive
/// @param last last block, inclusive
/// @param covered whether it is covered
/// @param version version of the outcome, and of the rows that it brought
/// @param attempt which fetch of the leaf it was, from 1
/// @param rows rows a dataset
/// @param digests digest of the rows, a dataset
/// @param place where in the chain it was seen to lie
/// @param fetchedAt when its fetch began; its rows are no older
public record CoveredLeaf(long first, long last, boolean covered, long version, int attempt,
    Map<String, Long> rows, Map<String, Long> digests, Place place, Instant fetchedAt) {

  /// Takes copies of the maps.
  public CoveredLeaf {
    rows = Map.copyOf(rows);
    digests = Map.copyOf(digests);
  }

  /// Where a leaf was seen to lie in the chain.
  ///
  /// @param head lowest head of an endpoint that answered a part of it; -1 if there is none
  /// @param parentHash parent hash of its first block, `0x…`; empty if it was not asked
  /// @param lastHash hash of its last block, `0x…`; empty if it is not known
  public record Place(long head, String parentHash, String lastHash) {

    static final Place UNKNOWN = new Place(-1, "", "");
  }

  static CoveredLeaf of(RangeOutcome outcome) {
    return new CoveredLeaf(outcome.getFirst(), outcome.getLast(), outcome.getCovered(),
        outcome.getVersion(), outcome.getAttempt(), outcome.getRowCounts(), outcome.getDigests(),
        new Place(outcome.getSegments().stream().mapToLong(Segment::getHead).min().orElse(-1),
            hex(outcome.getFirstParentHash()), hex(outcome.getLastHash())),
        outcome.getStartedAt());
  }

  private static String hex(ByteBuffer hash) {
    var bytes = new byte[hash.remaining()];
    hash.duplicate().get(bytes);
    boolean known = !Arrays.equals(bytes, new byte[bytes.length]);
    return known ? "0x" + HexFormat.of().formatHex(bytes) : "";
  }
}
