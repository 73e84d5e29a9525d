package io.gapless.planner.monitor;

import io.gapless.schemas.record.Heartbeat;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is wrong by the heartbeats, and what no longer is, as events.
///
/// | namespace | id | begins as | ends as |
/// |---|---|---|---|
/// | `worker` | worker | `stalled` | `back`, `left` |
/// | `fleet` | chain | `all-stalled` | `working` |
/// | `nodes` | chain | `unreachable` | `reachable` |
final class Conditions {

  static final String WORKER = "worker";
  static final String FLEET = "fleet";
  static final String NODES = "nodes";
  /// The newest heartbeat that an event rests on.
  static final String LAST_BEAT = "last_beat";
  /// Of a stalled worker, where it is to be evicted from.
  static final String GROUP = "group";

  private final Topics topics;

  Conditions(Topics topics) {
    this.topics = topics;
  }

  /// What is wrong now, by [#key].
  Map<String, LifecycleEvent> begun(Collection<Worker> workers, Instant at) {
    var begun = new TreeMap<String, LifecycleEvent>();
    workers.stream().filter(Worker::stalled).map(worker -> stalled(worker, at))
        .forEach(event -> begun.put(key(event), event));
    for (String chain : chains(workers)) {
      var fetchers = fetchers(workers, chain);
      if (fetchers.stream().allMatch(Worker::stalled)) {
        var event = allStalled(chain, fetchers, at);
        begun.put(key(event), event);
      } else if (endpoints(fetchers, false) == 0 && endpoints(fetchers, true) > 0) {
        var event = unreachable(chain, fetchers, at);
        begun.put(key(event), event);
      }
    }
    return begun;
  }

  /// How a condition that is not among those of now has ended; empty where that is not known.
  Optional<LifecycleEvent> ended(String key, Map<String, Worker> workers, Instant at) {
    int space = key.indexOf(' ');
    var id = key.substring(space + 1);
    return switch (key.substring(0, space)) {
      case WORKER -> Optional.ofNullable(workers.get(id)).map(worker -> worker.hasLeft()
          ? event(WORKER, id, "left", "Worker " + id + ", which was stalled, has left.", Map.of(),
              at)
          : event(WORKER, id, "back", "Worker " + id + " is back at work.",
              Map.of(LAST_BEAT, worker.beat().getUpdatedAt().toString()), at));
      case FLEET -> lastBeat(fetchers(workers.values(), id)).map(last -> event(FLEET, id,
          "working", "Fetchers of " + id + " work again.", Map.of(LAST_BEAT, last), at));
      case NODES -> lastBeat(fetchers(workers.values(), id)).map(last -> event(NODES, id,
          "reachable", "Nodes of " + id + " answer again.", Map.of(LAST_BEAT, last), at));
      default -> Optional.empty();
    };
  }

  /// Names a condition.
  static String key(LifecycleEvent event) {
    return event.getNamespace() + " " + event.getId();
  }

  private LifecycleEvent stalled(Worker worker, Instant at) {
    Heartbeat beat = worker.beat();
    var detail = new TreeMap<>(Map.of("role", beat.getRole(), "chains",
        String.join(",", beat.getChains()), LAST_BEAT, beat.getUpdatedAt().toString(),
        "silent_seconds", Long.toString(worker.silence().toSeconds())));
    group(beat).ifPresent(group -> detail.put(GROUP, group));
    return event(WORKER, worker.id(), "stalled", "Worker " + worker.id() + " is stalled: nothing"
        + " was heard of it for " + worker.silence().toSeconds() + " s, since "
        + beat.getUpdatedAt()
        + ". Others do its work; look at its machine and its log, and start it"
        + " again.", detail, at);
  }

  /// The group that its work is shared in; gap detectors and planners share theirs by themselves.
  private Optional<String> group(Heartbeat beat) {
    return switch (beat.getRole()) {
      case "fetcher" -> beat.getChains().stream().findFirst().map(topics::fetcherGroup);
      case "enricher" -> beat.getChains().stream().findFirst().map(topics::enricherGroup);
      case "sink" -> Optional.of(topics.sinkGroup());
      default -> Optional.empty();
    };
  }

  private static LifecycleEvent allStalled(String chain, List<Worker> fetchers, Instant at) {
    return event(FLEET, chain, "all-stalled", "All fetchers of " + chain + " are stalled ("
        + fetchers.size() + "): nothing is fetched. Start `gapless fetcher` with nodes of " + chain
        + ".", detail(fetchers), at);
  }

  private static LifecycleEvent unreachable(String chain, List<Worker> fetchers, Instant at) {
    var endpoints = new TreeSet<String>();
    fetchers.stream().filter(Worker::isAtWork).flatMap(worker -> worker.beat().getEndpoints()
        .stream()).forEach(report -> endpoints.add(report.getEndpoint()));
    var detail = detail(fetchers);
    detail.put("endpoints", String.join(",", endpoints));
    return event(NODES, chain, "unreachable", "No node of " + chain + " answers ("
        + String.join(", ", endpoints) + "): fetching waits for them. Look at them with `gapless"
        + " doctor --rpc URL`, or start fetchers with others.", detail, at);
  }

  private static Map<String, String> detail(List<Worker> fetchers) {
    var detail = new TreeMap<>(Map.of("fetchers", Integer.toString(fetchers.size())));
    fetchers.stream().map(worker -> worker.beat().getUpdatedAt()).max(Comparator.naturalOrder())
        .ifPresent(last -> detail.put(LAST_BEAT, last.toString()));
    return detail;
  }

  /// When a fetcher that is at work was last heard of.
  private static Optional<String> lastBeat(List<Worker> fetchers) {
    return fetchers.stream().filter(Worker::isAtWork).map(worker -> worker.beat().getUpdatedAt())
        .max(Comparator.naturalOrder()).map(Instant::toString);
  }

  /// Endpoints that fetchers at work have, or of them those that they ask.
  private static long endpoints(List<Worker> fetchers, boolean all) {
    return fetchers.stream().filter(Worker::isAtWork)
        .flatMap(worker -> worker.beat().getEndpoints().stream())
        .filter(report -> all || report.getState().equals("OPERATING")).count();
  }

  private static Set<String> chains(Collection<Worker> workers) {
    var chains = new TreeSet<String>();
    workers.stream().filter(worker -> worker.isFetcher() && !worker.hasLeft())
        .forEach(worker -> chains.addAll(worker.beat().getChains()));
    return chains;
  }

  private static List<Worker> fetchers(Collection<Worker> workers, String chain) {
    return workers.stream().filter(worker -> worker.isFetcher() && !worker.hasLeft()
        && worker.beat().getChains().contains(chain)).toList();
  }

  private static LifecycleEvent event(String namespace, String id, String event, String message,
      Map<String, String> detail, Instant at) {
    return new LifecycleEvent(namespace, id, event, message, detail, at);
  }
}
