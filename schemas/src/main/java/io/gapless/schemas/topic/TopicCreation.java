package io.gapless.schemas.topic;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates topics that are not there yet; those that are stay as they are.
public final class TopicCreation {

  private TopicCreation() {}

  /// Creates what is missing.
  ///
  /// @param prefix of the topics, for the error
  /// @throws TopicsUnavailableException if the broker refuses or cannot be reached
  public static void ofMissing(Admin admin, List<NewTopic> wanted, String prefix) {
    try {
      // most runs find everything there: one question costs less than as many refusals
      var existing = admin.listTopics().names().get();
      var missing = wanted.stream().filter(topic -> !existing.contains(topic.name())).toList();
      for (var created : admin.createTopics(missing).values().values()) {
        try {
          created.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
    } catch (ExecutionException e) {
      throw new TopicsUnavailableException("cannot create the topics " + prefix + "*: "
          + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsUnavailableException("interrupted while creating topics", e);
    }
  }
}
