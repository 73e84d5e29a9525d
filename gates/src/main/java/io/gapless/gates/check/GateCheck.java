package io.gapless.gates.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.gates.check.Gate.Stage;
import io.gapless.gates.check.GateResult.Outcome;
import io.gapless.gates.check.GateResult.Subject;
import io.gapless.gates.warehouse.Run;
import io.gapless.gates.warehouse.Warehouse;
import io.gapless.schemas.clickhouse.ArrayParameter;
import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Asks gates about a run, and keeps what they said in `gate_results`.
public final class GateCheck {

  private final Warehouse warehouse;
  private final List<Gate> gates;
  private final InstantSource clock;

  /// These gates in this database.
  public GateCheck(Warehouse warehouse, List<Gate> gates, InstantSource clock) {
    this.warehouse = warehouse;
    this.gates = List.copyOf(gates);
    this.clock = clock;
  }

  /// Asks the gates of a stage. A gate whose query fails is one that could not be evaluated; the
  /// others are asked all the same.
  ///
  /// @param jobs that loaded the run's chain; empty: all jobs of it
  /// @throws ClickHouseUnavailableException if the results cannot be kept
  public List<GateResult> run(Run run, Profile profile, List<String> jobs, Stage stage)
      throws InterruptedException {
    var unknown = profile.limits().keySet().stream()
        .filter(name -> gates.stream().noneMatch(gate -> gate.name().equals(name))).sorted()
        .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("profile " + profile.name() + " has limits for "
          + String.join(", ", unknown) + ", and there is no such gate");
    }
    var parameters = new HashMap<String, Object>(profile.parameters());
    var loaded = Loaded.of(warehouse, run.chain(), jobs);
    parameters.put("jobs", ArrayParameter.texts(loaded.jobs()));
    parameters.put("window_first", loaded.windowFirst());
    var results = new ArrayList<GateResult>();
    for (var gate : gates) {
      if (gate.stage() == stage) {
        results.add(ask(gate, run.with(parameters), profile));
      }
    }
    keep(run, profile, results);
    return results;
  }

  private GateResult ask(Gate gate, Map<String, Object> parameters, Profile profile)
      throws InterruptedException {
    var limits = profile.limits().getOrDefault(gate.name(), List.of());
    try {
      var rows = warehouse.query(gate.sql(), parameters);
      if (rows.size() != 1 || !rows.getFirst().has("value")) {
        return result(gate, limits, OptionalDouble.empty(),
            "its query has to answer one row with a column `value`", List.of());
      }
      var row = rows.getFirst();
      return result(gate, limits, number(row.path("value")), row.path("detail").asText(),
          worst(row.path("worst")));
    } catch (ClickHouseUnavailableException e) {
      return result(gate, limits, OptionalDouble.empty(), String.valueOf(e.getMessage()),
          List.of());
    }
  }

  private static GateResult result(Gate gate, List<Limit> limits, OptionalDouble value,
      String detail, List<Subject> worst) {
    return new GateResult(gate.name(), gate.why(), judge(limits, value), value,
        limits.stream().map(limit -> (limit.level() == Limit.Level.WARN ? "warn " : "") + limit)
            .collect(Collectors.joining(", ")),
        detail, worst);
  }

  static Outcome judge(List<Limit> limits, OptionalDouble value) {
    if (limits.isEmpty()) {
      return Outcome.REPORTED;
    }
    if (value.isEmpty()) {
      return Outcome.NOT_EVALUATED;
    }
    Optional<Limit.Level> broken = limits.stream()
        .filter(limit -> !limit.holds(value.getAsDouble())).map(Limit::level)
        .max(Enum::compareTo);
    return broken.map(level -> level == Limit.Level.FAIL ? Outcome.FAILED : Outcome.WARNED)
        .orElse(Outcome.PASSED);
  }

  private static OptionalDouble number(JsonNode value) {
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  private static List<Subject> worst(JsonNode pairs) {
    var subjects = new ArrayList<Subject>();
    pairs.forEach(pair -> {
      var members = pair.iterator(); // of a tuple, named or not
      subjects.add(new Subject(members.next().asText(), members.next().asDouble()));
    });
    return subjects;
  }

  private void keep(Run run, Profile profile, List<GateResult> results)
      throws InterruptedException {
    for (var result : results) {
      var parameters = new HashMap<String, Object>();
      parameters.put("profile", profile.name());
      parameters.put("gate", result.gate());
      parameters.put("outcome", result.outcome().name());
      parameters.put("value", result.value().isPresent()
          ? Double.toString(result.value().getAsDouble())
          : "\\N");
      parameters.put("threshold", result.threshold());
      parameters.put("detail", result.detail());
      parameters.put("names",
          ArrayParameter.texts(result.worst().stream().map(Subject::name).toList()));
      parameters.put("values",
          ArrayParameter.numbers(result.worst().stream().map(Subject::value).toList()));
      parameters.put("at", clock.millis());
      warehouse.execute("""
          INSERT INTO gate_results
          SELECT {chain:String}, {run:String}, {profile:String}, {gate:String}, {outcome:String},
            {value:Nullable(Float64)}, {threshold:String}, {detail:String},
            arrayZip({names:Array(String)}, {values:Array(Float64)}),
            fromUnixTimestamp64Milli({at:Int64})""", run.with(parameters));
    }
  }
}
