package io.gapless.fetcher.leaf;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where a dataset's records go.
///
/// @param topic the topic's whole name
/// @param schemaId the id that the registry has for the dataset's schema
public record DatasetOutput(Dataset dataset, String topic, int schemaId) {

  /// The outputs of datasets by their names; registers their schemas.
  ///
  /// @throws io.gapless.schemas.serde.RegistryUnavailableException if that does not succeed
  public static Map<String, DatasetOutput> of(Collection<String> datasets, Topics topics,
      RecordSerdes serdes) {
    return datasets.stream().map(Datasets.all()::named)
        .map(dataset -> {
          var topic = topics.named(dataset.topic());
          return new DatasetOutput(dataset, topic, serdes.register(topic, dataset));
        }).collect(Collectors.toMap(output -> output.dataset().name(), Function.identity()));
  }
}
