package io.gapless.planner.monitor;

import io.gapless.planner.process.JobRecords;
import io.gapless.processes.Intent;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.schemas.record.LifecycleEvent;
import io.gapless.schemas.worker.Faults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// A condition as a process: there as long as the condition lasts, so that of any number of planners
/// one evicts the worker, and each event is told once.
///
/// ```
/// INIT     it begins: evicts a stalled worker, tells the event
/// CALL     it ends: tells the event that it is given, and is gone
/// TIMEOUT  a day later it is gone, too: what is still wrong is told anew
/// ```
public final class ConditionProcess implements Processor {

  /// The namespace of conditions.
  public static final String NAMESPACE = "conditions";
  private static final Duration REMINDER = Duration.ofDays(1);

  private final JobRecords records;
  private final Evictions evictions;
  private final InstantSource clock;

  /// @param evictions how a stalled worker is taken out of its group
  public ConditionProcess(JobRecords records, Evictions evictions, InstantSource clock) {
    this.records = records;
    this.evictions = evictions;
    this.clock = clock;
  }

  /// The process of a condition.
  static ProcessId id(String key) {
    return new ProcessId(NAMESPACE, key);
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    return switch (step.type()) {
      case INIT -> begin(records.event(step.args()));
      case CALL -> end(records.event(step.process().auxState().orElseThrow()),
          records.event(step.args()));
      case TIMEOUT -> Intent.none().remove();
      case NOTIFY, REPAIR -> Intent.none().refuse("a condition begins and ends, no more");
      case REMOVE -> throw new IllegalStateException("a removal runs no step");
    };
  }

  private Intent begin(LifecycleEvent event) throws InterruptedException {
    var told = event.getDetail().containsKey(Conditions.GROUP) ? evict(event) : event;
    return records.publish(Intent.none(), told).auxState(records.state(told))
        .timeoutAt(clock.instant().plus(REMINDER));
  }

  private Intent end(LifecycleEvent began, LifecycleEvent ended) {
    var before = began.getDetail().get(Conditions.LAST_BEAT);
    var after = ended.getDetail().get(Conditions.LAST_BEAT);
    if (before != null && after != null && !Instant.parse(after).isAfter(Instant.parse(before))) {
      return Intent.none().refuse("nothing was heard since it began");
    }
    return records.publish(Intent.none(), ended).remove();
  }

  private LifecycleEvent evict(LifecycleEvent event) throws InterruptedException {
    var group = event.getDetail().getOrDefault(Conditions.GROUP, "");
    var detail = new TreeMap<>(event.getDetail());
    String said;
    try {
      boolean wasMember = evictions.evict(group, event.getId());
      detail.put("evicted", Boolean.toString(wasMember));
      said = wasMember
          ? " It was evicted from group " + group + "."
          : " It was no member of group " + group + " any more.";
    } catch (ExecutionException e) {
      // the event matters more; the broker expels a member by itself that does not answer
      detail.put("evicted", "false");
      said = " It could not be evicted from group " + group + ": " + Faults.reason(e) + ".";
    }
    return LifecycleEvent.newBuilder(event).setMessage(event.getMessage() + said)
        .setDetail(detail).build();
  }
}
