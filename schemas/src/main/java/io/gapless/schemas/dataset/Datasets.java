package io.gapless.schemas.dataset;

import io.gapless.schemas.clickhouse.SqlScript;
import io.gapless.schemas.resource.ResourceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/// All datasets, found by their folders: a new folder is a new dataset.
public final class Datasets {

  private static final Datasets ALL = load();

  private final Map<String, Dataset> byName;

  private Datasets(Map<String, Dataset> byName) {
    this.byName = byName;
  }

  /// The datasets of this build.
  public static Datasets all() {
    return ALL;
  }

  /// Every dataset, by name.
  public List<Dataset> list() {
    return List.copyOf(byName.values());
  }

  /// The datasets whose records come from chains of a family (`evm`, `xrpl`).
  public List<Dataset> of(String family) {
    return byName.values().stream().filter(dataset -> dataset.isOf(family)).toList();
  }

  /// The datasets of a family that a job has if it names none.
  public List<Dataset> usual(String family) {
    return of(family).stream().filter(dataset -> !dataset.isOptIn()).toList();
  }

  /// The dataset of the transactions behind the transfers of a family's chains.
  public Dataset enrichmentOf(String family) {
    return byName.values().stream().filter(dataset -> dataset.enriches(family)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing enriches " + family));
  }

  /// The dataset of this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists those that are
  public Dataset named(String name) {
    var dataset = byName.get(name);
    if (dataset == null) {
      throw new IllegalArgumentException(
          "no dataset `" + name + "`; there are " + String.join(", ", byName.keySet()));
    }
    return dataset;
  }

  /// Where the logs of these datasets name parties: for each such topic (1 to 3) the events, by the
  /// hashes of their signatures.
  public NavigableMap<Integer, SortedSet<String>> partyTopics(Collection<String> names) {
    var topics = new TreeMap<Integer, SortedSet<String>>();
    for (String name : names) {
      var dataset = named(name);
      dataset.parties().values().forEach(topic -> topics
          .computeIfAbsent(topic, none -> new TreeSet<>()).addAll(dataset.events()));
    }
    return topics;
  }

  /// Those of these datasets that a job with parties cannot have, since their records name none. One
  /// that keeps whole topics goes by the events of the others; it is among them where there are no
  /// others.
  public List<String> withoutParties(Collection<String> names) {
    boolean some = names.stream().anyMatch(name -> !named(name).parties().isEmpty());
    return names.stream()
        .filter(name -> named(name).parties().isEmpty() && !(some && named(name).keepsTopics()))
        .toList();
  }

  /// Topics (without prefix) that the datasets are written to.
  public List<String> topics() {
    return byName.values().stream().map(Dataset::topic).distinct().toList();
  }

  private static Datasets load() {
    return ResourceFolder.read(Datasets.class, "/datasets", folder -> load(folder,
        folder.resolveSibling("contracts").resolve("types.avsc")));
  }

  private static Datasets load(Path root, Path types) throws IOException {
    var parsed = new TreeMap<String, Dataset>();
    var shared = Files.readString(types);
    try (var folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        var name = folder.getFileName().toString().replace("/", "");
        parsed.put(name, new Dataset(name, schema(shared, folder.resolve(name + ".avsc")),
            SqlScript.statements(Files.readString(folder.resolve(name + ".sql")))));
      }
    }
    return new Datasets(parsed);
  }

  private static Schema schema(String shared, Path file) throws IOException {
    var parser = new SchemaParser();
    parser.parse(shared);
    return parser.parse(Files.readString(file)).mainSchema();
  }
}
