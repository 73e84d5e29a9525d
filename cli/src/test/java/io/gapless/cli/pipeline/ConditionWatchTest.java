package io.gapless.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.cli.doctor.Condition;
import io.gapless.schemas.record.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionWatchTest {

  private final List<Condition> now = new ArrayList<>();
  private final List<LifecycleEvent> events = new ArrayList<>();
  private boolean brokerIsThere = true;
  private final ConditionWatch watch = new ConditionWatch("w", () -> List.copyOf(now),
      Duration.ofSeconds(30), event -> brokerIsThere && events.add(event), () -> Instant.EPOCH);

  @Test
  void tellsAConditionWhenItBeginsAndWhenItEndsAndNotBetween() {
    watch.look();
    now.add(new Condition("disk", "data", false, "disk is full", "make room"));
    watch.look();
    watch.look();
    now.clear();
    watch.look();
    watch.look();

    assertThat(events).extracting(LifecycleEvent::getMessage)
        .containsExactly("disk is full: make room.", "No longer so: disk is full.");
    assertThat(events).extracting(LifecycleEvent::getNamespace).containsOnly("disk");
  }

  @Test
  void tellsLaterWhatTheBrokerDidNotTake() {
    now.add(new Condition("disk", "data", false, "disk is full", "make room"));
    brokerIsThere = false;
    watch.look();
    brokerIsThere = true;
    watch.look();

    assertThat(events).hasSize(1);
  }
}
