package io.gapless.fetcher.work;

import io.gapless.schemas.record.RangeWork;
import org.apache.kafka.common.TopicPartition;

/// A work that this member has read.
///
/// @param progress the partition's progress when it was read; another one means that the partition
/// was lost in between
record TakenWork(TopicPartition partition, long offset, PartitionProgress progress,
    RangeWork work) {}
