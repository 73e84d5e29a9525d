package io.gapless.planner;

import io.gapless.schemas.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes works that the fetchers and the gap detector have both passed, and batches of transactions
/// that the enrichers have. What a group has not committed stays.
final class WorkDeletion {

  private static final Logger log = LoggerFactory.getLogger(WorkDeletion.class);

  private final Admin admin;
  private final Topics topics;

  WorkDeletion(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /// Deletes what can be, of these chains' topics. A failure is logged; the next run makes up
  /// for it.
  void run(Collection<String> chains) {
    try {
      var gapDetector = committed(topics.prefix() + "gap-detector");
      for (String chain : chains) {
        var passed = new HashMap<TopicPartition, RecordsToDelete>();
        committed(topics.fetcherGroup(chain)).forEach((partition, offset) -> {
          long both = Math.min(offset, gapDetector.getOrDefault(partition, 0L));
          if (partition.topic().equals(topics.work(chain)) && both > 0) {
            passed.put(partition, RecordsToDelete.beforeOffset(both));
          }
        });
        committed(topics.enricherGroup(chain)).forEach((partition, offset) -> {
          if (partition.topic().equals(topics.enrich(chain)) && offset > 0) {
            passed.put(partition, RecordsToDelete.beforeOffset(offset));
          }
        });
        admin.deleteRecords(passed).all().get();
      }
    } catch (ExecutionException e) {
      log.warn("works that are done not deleted, will try again: {}",
          e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, Long> committed(String group)
      throws ExecutionException, InterruptedException {
    var offsets = new HashMap<TopicPartition, Long>();
    Map<TopicPartition, OffsetAndMetadata> known =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    known.forEach((partition, offset) -> {
      if (offset != null) {
        offsets.put(partition, offset.offset());
      }
    });
    return offsets;
  }
}
