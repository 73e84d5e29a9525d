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
  /// contracts and, where rows are of logs of any event, the events that its datasets are made of.
  static List<String> of(Job job, Dataset dataset) {
    var events = events(job, dataset);
    var contracts = contracts(job, dataset);
    return contracts.stream().map(condition -> condition + events).toList();
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

  private static String events(Job job, Dataset dataset) {
    if (!dataset.columns().contains("topics")) {
      return "";
    }
    var events = new TreeSet<String>();
    for (String name : job.getDatasets()) {
      events.addAll(Datasets.all().named(name).events());
    }
    return events.isEmpty() ? "" : " AND topics[1]" + hexIn(Set.copyOf(events));
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
