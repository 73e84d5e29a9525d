package io.gapless.gapdetector.audit;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.record.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which rows of a table are a job's, as conditions in ClickHouse's SQL.
final class JobFilter {

  private static final int CONTRACTS_A_QUERY = 1_000;

  private JobFilter() {}

  /// Conditions that hold for the job's rows of its chain, each row meeting one of them: the job's
  /// contracts, its parties and, where rows are of logs of any event, the events that its datasets are
  /// made of. A row with two of the job's parties meets it once, which is why parties, unlike
  /// contracts, do not go in runs.
  static List<String> of(Job job, Dataset dataset) {
    var rest = dataset.keepsTopics() ? events(job) : parties(job, dataset);
    return contracts(job, dataset).stream().map(condition -> condition + rest).toList();
  }

  private static List<String> contracts(Job job, Dataset dataset) {
    var column = Stream.of("token_address", "contract_address", "address")
        .filter(dataset.columns()::contains).findFirst();
    if (job.getContracts().isEmpty() || column.isEmpty()) {
      return List.of("");
    }
    return runs(job.getContracts(), CONTRACTS_A_QUERY).stream()
        .map(run -> " AND " + column.get() + hexIn(run)).toList();
  }

  private static String parties(Job job, Dataset dataset) {
    return job.getParties().isEmpty() || dataset.parties().isEmpty()
        ? ""
        : dataset.parties().keySet().stream().map(column -> column + hexIn(job.getParties()))
            .collect(Collectors.joining(" OR ", " AND (", ")"));
  }

  private static String events(Job job) {
    if (!job.getParties().isEmpty()) {
      return topicsOfParties(job);
    }
    var events = new TreeSet<String>();
    for (String name : job.getDatasets()) {
      events.addAll(Datasets.all().named(name).events());
    }
    return events.isEmpty() ? "" : " AND topics[1]" + hexIn(Set.copyOf(events));
  }

  /// A log that fits no standard has a party where the standards of its event have one: as it was
  /// asked for.
  private static String topicsOfParties(Job job) {
    var parties = job.getParties().stream().map(JobFilter::topic).toList();
    return Datasets.all().partyTopics(job.getDatasets()).entrySet().stream()
        // a topic that is not there reads as zeros, which may be a party
        .map(place -> "(topics[1]" + hexIn(place.getValue()) + " AND length(topics) > "
            + place.getKey() + " AND topics[" + (place.getKey() + 1) + "]" + hexIn(parties) + ")")
        .collect(Collectors.joining(" OR ", " AND (", ")"));
  }

  private static String topic(String address) {
    return "0x" + "0".repeat(24) + address.substring(2);
  }

  private static String hexIn(Collection<String> values) {
    return values.stream().map(value -> "unhex('" + value.substring(2) + "')").sorted()
        .collect(Collectors.joining(",", " IN (", ")"));
  }

  static <T> List<List<T>> runs(List<T> all, int atMost) {
    var runs = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += atMost) {
      runs.add(all.subList(from, Math.min(from + atMost, all.size())));
    }
    return runs;
  }
}
