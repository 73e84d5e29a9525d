package io.gapless.gates.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which run readers see: the newest row of `run_activations`.
///
/// One insert of one row swaps every table at once, so nobody sees tables of two runs, and a process
/// that dies has swapped all or nothing.
public final class Activations {

  private static final Duration LONGEST_CHECK = Duration.ofHours(1);

  private final Warehouse warehouse;

  /// In this database.
  public Activations(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// What readers see.
  ///
  /// @param run that they see
  /// @param previous the one that they saw before; empty if there was none
  public record Active(Run run, Optional<Run> previous) {}

  /// What readers of a chain see; empty before the first run.
  public Optional<Active> active(String chain) throws InterruptedException {
    return warehouse.query("SELECT run_id, previous_run_id FROM active_runs"
        + " WHERE chain = {chain:String}", Map.of("chain", chain)).stream()
        .map(row -> new Active(new Run(chain, row.path("run_id").asText()),
            Optional.of(row.path("previous_run_id").asText()).filter(id -> !id.isEmpty())
                .map(id -> new Run(chain, id))))
        .findFirst();
  }

  /// Has readers see a run; nothing happens if they do already.
  public void activate(Run run, Instant at) throws InterruptedException {
    var before = active(run.chain());
    if (before.isPresent() && before.get().run().equals(run)) {
      return;
    }
    // newer than what it replaces, though another machine's clock may be behind
    warehouse.execute("INSERT INTO run_activations"
        + " SELECT {chain:String}, greatest(fromUnixTimestamp64Milli({at:Int64}, 'UTC'),"
        + " max(activated_at) + toIntervalMillisecond(1)), {run:String}, {previous:String}"
        + " FROM run_activations WHERE chain = {chain:String}",
        run.with(Map.of("at", at.toEpochMilli(),
            "previous", before.map(active -> active.run().id()).orElse(""))));
  }

  /// Forgets all runs of a chain but the one that readers see, the one before, this one, and those that
  /// are only checked just now.
  ///
  /// @param now checks that began an hour before are over
  public void discardOthers(Run current, Instant now) throws InterruptedException {
    var kept = new HashSet<Run>(Set.of(current));
    active(current.chain()).ifPresent(active -> {
      kept.add(active.run());
      active.previous().ifPresent(kept::add);
    });
    for (var run : derived(current.chain())) {
      if (!kept.contains(run) && !run.isCheckSince(now.minus(LONGEST_CHECK))) {
        warehouse.discard(run);
      }
    }
  }

  private Set<Run> derived(String chain) throws InterruptedException {
    return warehouse.query("SELECT DISTINCT run_id FROM net_flows_runs WHERE chain ="
        + " {chain:String} UNION DISTINCT SELECT DISTINCT run_id FROM system_cash_runs WHERE chain"
        + " = {chain:String}", Map.of("chain", chain)).stream()
        .map((JsonNode row) -> new Run(chain, row.path("run_id").asText()))
        .collect(Collectors.toSet());
  }
}
