package io.gapless.cli.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.cli.console.Console;
import io.gapless.cli.nodes.ChainFamily;
import io.gapless.planner.DryRun;
import io.gapless.planner.DryRun.Estimate;
import io.gapless.schemas.record.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a dry run prints.
///
/// @param family kind of the chain
/// @param plans one for each job
/// @param asked the verdict that the user asked for
record DryRunText(ChainFamily family, List<DryRun> plans, Verdict asked) {

  DryRunText { plans = List.copyOf(plans); }

  void print(Console console, boolean json) {
    if (json) {
      console.println(toJson());
      return;
    }
    plans.forEach(plan -> print(plan, console));
    console.println("Nothing was touched; the numbers of requests are estimates.");
  }

  private void print(DryRun plan, Console console) {
    console.println("job       " + plan.jobId());
    console.println(
        String.format(Locale.ROOT, "%-9s %,d to %,d (%,d)", family.block() + "s", plan.first(),
            plan.last(), plan.last() - plan.first() + 1));
    console.println(String.format(Locale.ROOT, "days      %,d", plan.days()));
    console.println("works     " + between(plan.works()));
    byVerdict(plan).forEach((verdict, requests) -> console.println("requests  " + between(requests)
        + " with --verify " + verdict.name().toLowerCase(Locale.ROOT)
        + (verdict == asked ? "  <- asked for" : "")));
    plan.notes().forEach(note -> console.println("note      " + note));
  }

  private String toJson() {
    var root = new ObjectMapper().createObjectNode();
    if (plans.size() == 1) {
      write(plans.getFirst(), root);
    } else {
      var jobs = root.putArray("jobs");
      plans.forEach(plan -> write(plan, jobs.addObject()));
    }
    return root.toString();
  }

  private void write(DryRun plan, ObjectNode root) {
    root.put("job", plan.jobId()).put("first", plan.first()).put("last", plan.last())
        .put("days", plan.days());
    root.putArray("works").add(plan.works().atLeast()).add(plan.works().atMost());
    var requests = root.putObject("requests");
    byVerdict(plan).forEach((verdict, estimate) -> requests.putArray(verdict.name())
        .add(estimate.atLeast()).add(estimate.atMost()));
    plan.notes().forEach(root.withArray("notes")::add);
  }

  /// A ledger is one request, and is always proven.
  private Map<Verdict, Estimate> byVerdict(DryRun plan) {
    if (family == ChainFamily.XRPL) {
      long ledgers = plan.last() - plan.first() + 1;
      return Map.of(Verdict.ROOT, new Estimate(ledgers, ledgers));
    }
    return new EnumMap<>(Map.of(Verdict.HEAD, plan.requests().head(), Verdict.BLOOM,
        plan.requests().bloom(), Verdict.ROOT, plan.requests().root()));
  }

  private static String between(Estimate estimate) {
    return estimate.atLeast() == estimate.atMost()
        ? String.format(Locale.ROOT, "%,d", estimate.atLeast())
        : String.format(Locale.ROOT, "%,d to %,d", estimate.atLeast(), estimate.atMost());
  }
}
