package io.gapless.planner;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Which requests are answered. One that waits for nodes holds back the committed offset, but not
/// the requests after it: those that are answered already stand in the commit's metadata, so that a
/// planner that starts again leaves them out.
///
/// ```
/// offsets   7  8  9  10      8 waits: committed offset 8, metadata "1,2" (9 and 10 are answered)
/// ```
final class RequestOffsets {

  /// A broker takes 4096 bytes of metadata; answers beyond these are given again after a crash.
  private static final int MAX_NAMED = 500;

  private final Map<TopicPartition, Progress> partitions = new HashMap<>();

  /// Where to begin a partition: at what was committed, else at its start.
  void start(TopicPartition partition, Optional<OffsetAndMetadata> committed, long beginning) {
    var progress = new Progress(committed.map(OffsetAndMetadata::offset).orElse(beginning));
    committed.map(OffsetAndMetadata::metadata).filter(text -> text.matches("[0-9]+(,[0-9]+)*"))
        .ifPresent(text -> Arrays.stream(text.split(","))
            .forEach(ahead -> progress.done.add(progress.position + Long.parseLong(ahead))));
    partitions.put(partition, progress);
  }

  /// The offset to read a partition from.
  long position(TopicPartition partition) {
    return progress(partition).position;
  }

  /// Notes a request that was read.
  ///
  /// @return whether it has to be answered: false if it was, before a restart
  boolean read(Place place) {
    Progress progress = progress(place.partition());
    progress.next = Math.max(progress.next, place.offset() + 1);
    if (progress.done.contains(place.offset())) {
      return false;
    }
    progress.open.add(place.offset());
    return true;
  }

  /// Notes that a request's answer is part of the next transaction.
  void answered(Place place) {
    Progress progress = progress(place.partition());
    progress.open.remove(place.offset());
    progress.done.add(place.offset());
    progress.moved = true;
  }

  /// What to commit with the next transaction, empty where no request was answered since the last.
  Map<TopicPartition, OffsetAndMetadata> take() {
    var commits = new HashMap<TopicPartition, OffsetAndMetadata>();
    partitions.forEach((partition, progress) -> {
      if (progress.moved) {
        commits.put(partition, progress.commit());
      }
    });
    return commits;
  }

  private Progress progress(TopicPartition partition) {
    return Objects.requireNonNull(partitions.get(partition), "partition was not started");
  }

  /// Where a request lies.
  record Place(TopicPartition partition, long offset) {}

  private static final class Progress {
    private long position;
    private long next;
    private boolean moved;
    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> done = new TreeSet<>();

    Progress(long position) {
      this.position = position;
      this.next = position;
    }

    private OffsetAndMetadata commit() {
      position = open.isEmpty() ? next : open.first();
      done.headSet(position).clear();
      moved = false;
      String ahead = done.stream().limit(MAX_NAMED).map(offset -> Long.toString(offset - position))
          .collect(Collectors.joining(","));
      return new OffsetAndMetadata(position, ahead);
    }
  }
}
