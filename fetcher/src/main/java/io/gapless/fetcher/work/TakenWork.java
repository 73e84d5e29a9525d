package io.gapless.fetcher.work;

import org.apache.kafka.common.TopicPartition;

/// A work that this member has read.
///
/// @param progress the partition's progress when it was read; another one means that the partition
/// was lost in between
record TakenWork<W>(TopicPartition partition, long offset, PartitionProgress progress, W work) {}
