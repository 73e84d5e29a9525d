package io.gapless.sink;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/// What a sink is about to insert from a partition, kept in the metadata of its committed offset
/// as `2 <first> <end>`, so that whoever takes over knows which rows the table may have.
///
/// @param first the committed offset
/// @param end offset after the batch's last, exclusive
record Intent(long first, long end) {

  private static final String VERSION = "2";

  /// The commit that declares it.
  OffsetAndMetadata commit() {
    return new OffsetAndMetadata(first,
        String.join(" ", VERSION, Long.toString(first), Long.toString(end)));
  }

  /// The intent that a commit declares; none where the metadata says something else, or was
  /// written for another offset (an operator has moved it since).
  static Optional<Intent> of(@Nullable OffsetAndMetadata committed) {
    if (committed == null) {
      return Optional.empty();
    }
    var parts = committed.metadata().split(" ", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    try {
      var intent = new Intent(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
      return intent.first == committed.offset() && intent.end > intent.first
          ? Optional.of(intent)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
