package io.gapless.cli.kafka;

import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.topic.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Completes what a user typed for one of Kafka's tools: the broker's address, and for records of
/// our topics a formatter and committed records alone. What the user says himself stays.
public final class ToolArguments {

  private final Topics topics;

  /// Knows the topics of this catalogue as ours.
  public ToolArguments(Topics topics) {
    this.topics = topics;
  }

  /// Whether the tool will decode records of ours, and so needs the registry.
  public boolean needsRegistry(KafkaTool tool, List<String> typed) {
    return tool == KafkaTool.CONSOLE_CONSUMER && !KafkaTool.has(typed, "--formatter")
        && !KafkaTool.has(typed, "--help") && isOurs(typed);
  }

  /// The arguments for the tool.
  ///
  /// @param registry the registry's own API; used where [#needsRegistry]
  public List<String> complete(KafkaTool tool, List<String> typed, Optional<String> kafka,
      Optional<URI> registry) {
    var arguments = new ArrayList<>(typed);
    if (tool.needsBroker() && !KafkaTool.has(typed, "--bootstrap-server")
        && !KafkaTool.has(typed, "--bootstrap-controller")) {
      kafka.ifPresent(address -> arguments.addAll(List.of("--bootstrap-server", address)));
    }
    if (needsRegistry(tool, typed)) {
      registry.ifPresent(api -> arguments.addAll(List.of("--formatter",
          JsonRecordFormatter.class.getName(), "--formatter-property",
          JsonRecordFormatter.REGISTRY + "=" + api)));
    }
    if (tool == KafkaTool.CONSOLE_CONSUMER && isOurs(typed)
        && !KafkaTool.has(typed, "--isolation-level")) {
      arguments.addAll(List.of("--isolation-level", "read_committed"));
    }
    if (tool == KafkaTool.CONSOLE_CONSUMER && isOurs(typed)
        && typed.stream().noneMatch(argument -> argument.contains("group.protocol"))) {
      // else the tool praises it at every start
      arguments.addAll(List.of("--command-property", "group.protocol=consumer"));
    }
    return arguments;
  }

  private boolean isOurs(List<String> typed) {
    return topic(typed).filter(name -> topics.fixed().contains(name)
        || Datasets.all().topics().stream().map(topics::named).anyMatch(name::equals)
        || name.matches(topics.workPattern())).isPresent();
  }

  private static Optional<String> topic(List<String> typed) {
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).startsWith("--topic=")) {
        return Optional.of(typed.get(i).substring("--topic=".length()));
      }
      if (typed.get(i).equals("--topic") && i + 1 < typed.size()) {
        return Optional.of(typed.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
