package io.gapless.cli.command.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.console.Console;
import io.gapless.gates.check.GateResult;
import io.gapless.gates.check.GateResult.Outcome;
import java.util.List;
import java.util.Locale;

/// What gates said, for people and for programs.
final class GatesText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private GatesText() {}

  static void table(List<GateResult> results, Console console) {
    int width = results.stream().mapToInt(result -> result.gate().length()).max().orElse(0);
    int limits = results.stream().mapToInt(result -> result.threshold().length()).max().orElse(0);
    for (var result : results) {
      console.println(String.format(Locale.ROOT, "%-13s %-" + width + "s %12s  %-" + limits
          + "s  %s", word(result.outcome()), result.gate(),
          result.value().isPresent() ? GateResult.number(result.value().getAsDouble()) : "-",
          result.threshold(), result.detail()).stripTrailing());
    }
    for (var result : results) {
      if (result.stops() || result.outcome() == Outcome.WARNED) {
        console.println("");
        console.println(result.gate() + ": " + result.why());
        for (var subject : result.worst()) {
          console.println("  " + subject.name() + "  " + GateResult.number(subject.value()));
        }
      }
    }
  }

  static String json(List<GateResult> results) {
    var gates = JSON.createArrayNode();
    for (var result : results) {
      var gate = gates.addObject().put("gate", result.gate())
          .put("outcome", result.outcome().name());
      result.value().ifPresentOrElse(value -> gate.put("value", value),
          () -> gate.putNull("value"));
      gate.put("threshold", result.threshold()).put("detail", result.detail())
          .put("why", result.why());
      var worst = gate.putArray("worst");
      result.worst().forEach(subject -> worst.addObject().put("subject", subject.name())
          .put("value", subject.value()));
    }
    try {
      return JSON.writeValueAsString(gates);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case WARNED -> "warning";
      case FAILED -> "FAILED";
      case REPORTED -> "reported";
      case NOT_EVALUATED -> "NOT EVALUATED";
    };
  }
}
