package io.gapless.fetcher.work;

import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// How far a member is in one partition of a work topic, where works finish in any order.
///
/// The committed offset is that of the first work that is not finished. The commit's metadata
/// carries the works beyond it that are finished, so that whoever owns the partition next does
/// not fetch them again:
///
/// ```
/// offset     40  41  42  43  44            committed offset 41
/// finished    x       x       x            metadata  done:1 + bits of 42−41 and 44−41
/// ```
///
/// For one thread.
final class PartitionProgress {

  /// Works beyond the committed offset that metadata can speak of: 4096 characters of base64, the
  /// broker's limit, hold 24,000.
  static final int MAX_AHEAD = 20_000;
  private static final String TAG = "done:1:";

  private final NavigableSet<Long> unfinished = new TreeSet<>();
  private final NavigableSet<Long> finishedAhead;
  private long next;
  private long committed;

  /// @param committed what the group has committed for the partition; its offset is where to read
  /// on, its metadata may name works that are finished
  PartitionProgress(OffsetAndMetadata committed) {
    next = committed.offset();
    this.committed = committed.offset();
    finishedAhead = decode(committed.offset(), committed.metadata());
  }

  /// Notes that the work at an offset was read.
  ///
  /// @return false if an earlier owner of the partition has finished it
  boolean begin(long offset) {
    next = offset + 1;
    if (finishedAhead.contains(offset)) {
      return false;
    }
    unfinished.add(offset);
    return true;
  }

  /// Whether the work at this offset may begin: metadata could still speak of it.
  boolean isWithinReach(long offset) {
    return unfinished.isEmpty() || offset - unfinished.first() < MAX_AHEAD;
  }

  /// What to commit once these works are finished too. Changes nothing.
  OffsetAndMetadata after(Collection<Long> finished) {
    long position = next;
    for (long offset : unfinished) {
      if (!finished.contains(offset)) {
        position = offset;
        break;
      }
    }
    var ahead = new BitSet();
    for (long offset : finishedAhead.tailSet(position)) {
      ahead.set((int) (offset - position));
    }
    for (long offset : finished) {
      if (offset > position) {
        ahead.set((int) (offset - position));
      }
    }
    return new OffsetAndMetadata(position, ahead.isEmpty()
        ? ""
        : TAG + Base64.getEncoder().encodeToString(ahead.toByteArray()));
  }

  /// Whether more is done than was committed, without any work of this member's: all that was read
  /// since had been finished by an earlier owner.
  boolean hasPassedOver() {
    return after(Set.of()).offset() > committed;
  }

  /// Notes that these works are finished, and that [#after] them was committed.
  void finish(Collection<Long> finished) {
    unfinished.removeAll(finished);
    finishedAhead.addAll(finished);
    committed = unfinished.isEmpty() ? next : unfinished.first();
    finishedAhead.headSet(committed).clear();
  }

  private static NavigableSet<Long> decode(long committed, String metadata) {
    var finished = new TreeSet<Long>();
    if (metadata.startsWith(TAG)) {
      var ahead = BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(TAG.length())));
      ahead.stream().forEach(bit -> finished.add(committed + bit));
    }
    return finished;
  }
}
