package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;

/// Rows of a run of offsets of one partition, inserted together.
///
/// The poll thread fills it; once it is handed to an insert, nobody writes to it.
final class Batch {

  private final Dataset dataset;
  private final long first;
  private final boolean recovered;
  private final long openedNanos;
  private final BatchRows rows;
  private final List<DeadLetters.Letter> letters = new ArrayList<>();
  private long end;

  private Batch(Dataset dataset, long first, boolean recovered, long expectedBytes,
      long openedNanos) {
    rows = new BatchRows(expectedBytes);
    this.dataset = dataset;
    this.first = first;
    this.end = first;
    this.recovered = recovered;
    this.openedNanos = openedNanos;
  }

  /// An empty batch that begins at an offset.
  ///
  /// @param expectedBytes bytes that its rows will take, as far as can be told
  static Batch open(Dataset dataset, long first, long expectedBytes, long nowNanos) {
    return new Batch(dataset, first, false, expectedBytes, nowNanos);
  }

  /// An empty batch to hold what an intent names.
  static Batch recover(Dataset dataset, Intent intent, long nowNanos) {
    return new Batch(dataset, intent.first(), true, 0, nowNanos);
  }

  void add(DeadLetters.Letter letter) {
    letters.add(letter);
  }

  /// Says that the batch holds everything before this offset.
  void reach(long offset) {
    end = Math.max(end, offset);
  }

  Dataset dataset() {
    return dataset;
  }

  BatchRows rows() {
    return rows;
  }

  /// Rows held.
  int count() {
    return rows.count();
  }

  /// Whether an insert of it may have been begun before.
  boolean recovered() {
    return recovered;
  }

  long openedNanos() {
    return openedNanos;
  }

  /// Offset after its last, exclusive.
  long end() {
    return end;
  }

  int unreadable() {
    return letters.size();
  }

  Intent intent() {
    return new Intent(first, end);
  }

  /// Bytes of memory that the rows take.
  long memory() {
    return rows.memory();
  }

  /// Whether every dead letter of it has arrived, so that its offsets may be passed.
  boolean lettersArrived() {
    return letters.stream().allMatch(DeadLetters.Letter::hasArrived);
  }
}
