package io.gapless.sink;

import io.gapless.schemas.rowbinary.UnreadableRowException;
import io.gapless.schemas.serde.RegistryUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The batches of one partition that this sink owns: at most one filling, some full, one being
/// inserted.
///
/// ```
///   committed      inserting        ready          filling
///  ──────────┼──────────────────┼──────────────┼────────────▶ offsets
///            └ its end is the commit's metadata (Intent)
/// ```
///
/// Does no I/O of its own; for the poll thread only.
final class PartitionRun {

  /// A batch and the insert that it is part of.
  record Underway(Batch batch, Insert insert) {}

  /// Says why a record cannot be used, and keeps it.
  @FunctionalInterface
  interface Unreadable {
    DeadLetters.Letter setAside(ConsumerRecord<byte[], byte[]> record, String reason);
  }

  private final RowWriter writer;
  private final SinkConfig limits;
  private final Selection selection;
  private final Unreadable unreadable;
  private final Deque<Batch> ready = new ArrayDeque<>();
  private @Nullable Batch filling;
  private @Nullable Underway underway;
  private @Nullable Intent intent;
  private OptionalLong next = OptionalLong.empty();
  private long position;
  private long end = Long.MAX_VALUE;
  private long read;
  private long expectedBytes;

  PartitionRun(RowWriter writer, SinkConfig limits, Selection selection, Unreadable unreadable) {
    this.writer = writer;
    this.limits = limits;
    this.selection = selection;
    this.unreadable = unreadable;
  }

  /// Reads these offsets and no more.
  void begin(OffsetSpan span) {
    next = OptionalLong.of(span.first());
    position = span.first();
    end = span.end();
  }

  /// Where to go on: after the committed offset, or with what was begun there.
  void begin(long committed, @Nullable Intent begun) {
    next = OptionalLong.of(committed);
    intent = begun;
  }

  /// Takes what was read.
  ///
  /// @param readTo offset after the last that was read, whether or not it held a record
  /// @return the offset to read from again after a pause; empty if all were taken
  OptionalLong take(List<ConsumerRecord<byte[], byte[]>> records, long readTo, long nowNanos) {
    for (var record : records) {
      if (record.offset() >= end) {
        break;
      }
      closeRecovered(record.offset(), nowNanos);
      var batch = batch(record.offset(), nowNanos);
      try {
        take(record, batch);
      } catch (RegistryUnavailableException e) {
        batch.reach(record.offset());
        return OptionalLong.of(record.offset());
      }
      batch.reach(record.offset() + 1);
      read++;
      if (intent == null && isFull(batch)) {
        close(batch);
      }
    }
    position = Math.min(readTo, end);
    closeRecovered(position, nowNanos);
    if (filling != null) {
      filling.reach(intent == null ? position : Math.min(position, intent.end()));
      if (isRead() && intent == null) {
        close(filling);
      }
    }
    return OptionalLong.empty();
  }

  /// The batch to insert next: one that is full, or else the filling one if it is due.
  @Nullable
  Batch next(boolean due) {
    if (due && ready.isEmpty() && filling != null && intent == null) {
      close(filling);
    }
    return ready.peek();
  }

  /// Says that a batch is being inserted.
  void started(Batch batch, Insert insert) {
    ready.remove(batch);
    underway = new Underway(batch, insert);
  }

  /// What is being inserted.
  @Nullable
  Underway underway() {
    return underway;
  }

  /// Says that everything before the end of a batch is committed.
  void passed(Batch batch) {
    ready.remove(batch);
    if (underway != null && underway.batch() == batch) {
      underway = null;
    }
  }

  /// Whether enough is read for now.
  boolean isFull() {
    return !ready.isEmpty() || isRead();
  }

  /// Whether all that it was to read is inserted and committed.
  boolean hasEnded() {
    return isRead() && isIdle();
  }

  /// Offsets that are still to be read.
  long left() {
    return end - position;
  }

  /// Records that were read.
  long read() {
    return read;
  }

  /// Whether it is reading again what was begun before; that cannot be cut short.
  boolean isRecovering() {
    return intent != null;
  }

  /// Whether it holds nothing.
  boolean isIdle() {
    return filling == null && ready.isEmpty() && underway == null;
  }

  /// When its oldest batch that is not being inserted was opened; now where there is none.
  long openedNanos(long nowNanos) {
    var oldest = ready.isEmpty() ? filling : ready.peek();
    return oldest == null ? nowNanos : oldest.openedNanos();
  }

  /// Bytes that rows take that are not being inserted.
  long waitingBytes() {
    long bytes = filling == null ? 0 : filling.rows().bytes();
    for (var batch : ready) {
      bytes += batch.rows().bytes();
    }
    return bytes;
  }

  /// Bytes of memory that its rows take.
  long memory() {
    long bytes = filling == null ? 0 : filling.memory();
    for (var batch : ready) {
      bytes += batch.memory();
    }
    return underway == null ? bytes : bytes + underway.batch().memory();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Batch batch) {
    if (record.value() == null) {
      return; // a tombstone of a compacted topic
    }
    if (!selection.takes(record)) {
      return;
    }
    var rows = batch.rows().next();
    int start = rows.size();
    try {
      writer.append(record.value(), rows);
      if (!selection.keeps(rows, start)) {
        rows.truncate(start);
      }
    } catch (UnreadableRowException e) {
      batch.add(unreadable.setAside(record, String.valueOf(e.getMessage())));
    }
  }

  private Batch batch(long offset, long nowNanos) {
    var open = filling;
    if (open == null) {
      open = intent == null
          ? Batch.open(writer.dataset(), next.orElse(offset), expectedBytes, nowNanos)
          : Batch.recover(writer.dataset(), intent, nowNanos);
      filling = open;
    }
    return open;
  }

  /// Closes the recovered batch once nothing of it can follow. The last offsets of it may hold no
  /// record (the marker of a transaction), so only the position tells.
  private void closeRecovered(long position, long nowNanos) {
    if (intent != null && position >= intent.end()) {
      var batch = batch(position, nowNanos);
      batch.reach(intent.end());
      close(batch);
      intent = null;
    }
  }

  private boolean isRead() {
    return position >= end;
  }

  private boolean isFull(Batch batch) {
    return batch.count() >= limits.maxRows() || batch.rows().bytes() >= limits.maxBytes();
  }

  private void close(Batch batch) {
    ready.add(batch);
    expectedBytes = batch.rows().bytes();
    filling = null;
    next = OptionalLong.of(batch.end());
  }
}
