package io.gapless.processes;

import io.gapless.schemas.record.HistoryRange;
import org.jspecify.annotations.Nullable;

/// A part of a history.
///
/// @param offset id of the event before the first one; null: from the end where the direction begins
/// @param limit most events; null: all
/// @param backward from the newest to the oldest
public record EventRange(@Nullable Long offset, @Nullable Long limit, boolean backward) {

  /// All events, the oldest first.
  public static final EventRange ALL = new EventRange(null, null, false);

  /// Refuses a negative limit with an [IllegalArgumentException].
  public EventRange {
    if (limit != null && limit < 0) {
      throw new IllegalArgumentException("limit < 0: " + limit);
    }
  }

  /// Events after one, the oldest first.
  public static EventRange after(long eventId) {
    return new EventRange(eventId, null, false);
  }

  /// Events before one, the newest first.
  public static EventRange before(long eventId) {
    return new EventRange(eventId, null, true);
  }

  /// At most so many of them.
  public EventRange limited(long most) {
    return new EventRange(offset, most, backward);
  }

  /// As commands carry it.
  public HistoryRange toRecord() {
    return new HistoryRange(offset, limit, backward);
  }

  /// As a command carried it.
  public static EventRange of(HistoryRange range) {
    return new EventRange(range.getOffset(), range.getLimit(), range.getBackward());
  }
}
