package io.gapless.fetcher.leaf;

import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.rowbinary.RowDigest;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// Encoded records, one behind the other in a few large arrays: they live until their transaction is
/// committed, and a collector that has to move each of them takes longer than they took to be made.
///
/// For one thread.
final class RecordStore {

  private static final int FIRST_BYTES = 1 << 12;
  private static final int MOST_BYTES = 1 << 18;
  /// What the last record of a chunk may take without the chunk being copied.
  private static final int MARGIN = 1 << 12;

  /// What records of a dataset have in common.
  ///
  /// @param header of each
  @SuppressWarnings("ArrayRecordComponent") // compared never
  record Kind(String topic, byte[] header, RowDigest digest) {}

  private final List<AvroOutput> chunks =
      new ArrayList<>(List.of(new AvroOutput(FIRST_BYTES + MARGIN)));
  private int count;
  private int[] chunk = new int[16];
  private int[] from = new int[16];
  private int[] to = new int[16];
  private byte[][] key = new byte[16][];
  private Kind[] kind = new Kind[16];

  /// Records that were ended.
  int count() {
    return count;
  }

  /// Begins a record with its header; one that was begun and not ended is forgotten.
  AvroOutput begin(Kind ofKind) {
    int start = lastEnd();
    var last = chunks.getLast();
    last.truncate(start);
    if (start >= last.bytes().length - MARGIN) {
      last = new AvroOutput(Math.min(MOST_BYTES, 2 * start) + MARGIN);
      chunks.add(last);
    }
    last.writeFixed(ofKind.header());
    return last;
  }

  /// Writes on to the record that was begun.
  void write(byte[] bytes) {
    chunks.getLast().writeFixed(bytes);
  }

  /// Ends the record that was begun.
  ///
  /// @return bytes that it has
  int end(Kind ofKind, byte[] withKey) {
    if (count == from.length) {
      grow(count * 2);
    }
    int start = lastEnd();
    chunk[count] = chunks.size() - 1;
    from[count] = start;
    to[count] = chunks.getLast().size();
    key[count] = withKey;
    kind[count] = ofKind;
    return to[count] - from[count++];
  }

  /// Forgets all but the first records.
  void truncate(int first) {
    Arrays.fill(key, first, count, null);
    Arrays.fill(kind, first, count, null);
    count = first;
    int chunksInUse = first == 0 ? 1 : chunk[first - 1] + 1;
    chunks.subList(chunksInUse, chunks.size()).clear();
    chunks.getLast().truncate(lastEnd());
  }

  /// Adds the record to the digest of its kind.
  void digest(int record) {
    kind[record].digest().add(chunks.get(chunk[record]).bytes(),
        from[record] + kind[record].header().length, to[record]);
  }

  /// The first records, each made when it is asked for.
  List<OutputRecord> first(int size) {
    return new First(size);
  }

  /// Where the last record ends in its chunk, and the next may begin.
  private int lastEnd() {
    return count > 0 && chunk[count - 1] == chunks.size() - 1 ? to[count - 1] : 0;
  }

  private void grow(int capacity) {
    chunk = Arrays.copyOf(chunk, capacity);
    from = Arrays.copyOf(from, capacity);
    to = Arrays.copyOf(to, capacity);
    key = Arrays.copyOf(key, capacity);
    kind = Arrays.copyOf(kind, capacity);
  }

  private final class First extends AbstractList<OutputRecord> implements RandomAccess {

    private final int size;

    private First(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public OutputRecord get(int index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException(index + " of " + size);
      }
      return new OutputRecord(kind[index].topic(), key[index],
          chunks.get(chunk[index]).copy(from[index], to[index]));
    }
  }
}
