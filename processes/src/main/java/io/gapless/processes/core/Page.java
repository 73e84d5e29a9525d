package io.gapless.processes.core;

import io.gapless.schemas.record.StoredEvent;
import io.gapless.schemas.record.StoredProcess;
import io.gapless.schemas.record.StoredTask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items of one answer: as many as fit, but at least one where nothing else stands in the answer.
final class Page<T> {

  /// Bytes of an answer; a broker takes twice as many in a record unless told otherwise.
  private static final long MOST_BYTES = 512 * 1024;
  /// What an item takes beside its payloads; also bounds how many small ones hold up the log.
  private static final long ITEM_BYTES = 100;
  /// UTF-8 takes no more of a Java character.
  private static final long CHARACTER_BYTES = 3;
  private static final long NUMBER_BYTES = 10;

  private final List<T> items = new ArrayList<>();
  private final long taken;
  private long left;
  private boolean full;

  /// @param taken bytes of the answer that are used for something else
  Page(long taken) {
    this.taken = taken;
    left = MOST_BYTES - taken;
  }

  /// Adds an item if it fits.
  ///
  /// @return whether it did; the page is full if not
  boolean add(T item, long bytes) {
    if (full || (bytes > left && (taken > 0 || !items.isEmpty()))) {
      full = true;
      return false;
    }
    left -= bytes;
    items.add(item);
    return true;
  }

  List<T> items() {
    return items;
  }

  /// Whether something did not fit.
  boolean isFull() {
    return full;
  }

  /// Bytes that an event takes at most.
  static long size(StoredEvent event) {
    return ITEM_BYTES + size(event.getPayload()) + size(event.getMetadata());
  }

  /// Bytes that a process takes at most.
  static long size(StoredProcess process) {
    return 2 * ITEM_BYTES + size(process.getAuxState()) + size(process.getMetadata())
        + size(process.getDetail());
  }

  /// Bytes that a task takes at most.
  static long size(StoredTask task) {
    var answer = task.getAnswer();
    long told = answer == null
        ? 0
        : size(answer.getResponse())
            + (answer.getError() == null ? 0 : size(answer.getError().getReason()));
    return ITEM_BYTES + size(task.getArgs()) + size(task.getContext())
        + size(task.getIdempotencyKey()) + told + NUMBER_BYTES * task.getEventIds().size();
  }

  private static long size(@Nullable ByteBuffer bytes) {
    return bytes == null ? 0 : bytes.remaining();
  }

  private static long size(@Nullable String text) {
    return text == null ? 0 : CHARACTER_BYTES * text.length();
  }

  private static long size(Map<String, String> texts) {
    long sum = 0;
    for (var text : texts.entrySet()) {
      sum += NUMBER_BYTES + size(text.getKey()) + size(text.getValue());
    }
    return sum;
  }
}
