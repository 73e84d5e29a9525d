package io.gapless.fetcher.work;

import org.apache.kafka.common.TopicPartition;

/// A work that is ready to be committed.
///
/// @param progress see [TakenWork]
record FinishedWork<W, O>(TopicPartition partition, long offset, PartitionProgress progress,
    Commitable<W, O> result) {

  /// What is to be written for it.
  sealed interface Commitable<W, O> {

    /// Size of what is to be written.
    long bytes();
  }

  /// The work was fetched, or was found not to be possible.
  record Fetched<W, O>(FetchedWork<W, O> work) implements Commitable<W, O> {

    @Override
    public long bytes() {
      return work.bytes();
    }
  }

  /// The record is not a work: it goes to the dead letters as it is.
  record Unreadable<W, O>(OutputRecord deadLetter) implements Commitable<W, O> {

    @Override
    public long bytes() {
      return deadLetter.value().length;
    }
  }
}
