package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gapless.chains.endpoint.Attempt.Answered;
import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HedgeTest {

  private static final Endpoint SLOW = Endpoint.of("http://slow.example/key");
  private static final Endpoint FAST = Endpoint.of("http://fast.example/key");

  private final AtomicLong now = new AtomicLong();
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void takesTheAnswerOfAnotherEndpointWhereOneIsSlow() throws Exception {
    var pool = pool(true);
    learnLatency(pool);
    var interrupted = new CountDownLatch(1);

    Answered<String> answered = pool.ask(Wanted.anything(), lease -> {
      if (lease.endpoint().equals(SLOW)) {
        hang(interrupted);
      }
      return lease.report(Answer.of(lease.client()));
    }).orElseThrow();

    assertThat(answered).isEqualTo(new Answered<>(FAST, Answer.of("fast.example")));
    interrupted.await();
    await().until(() -> pool.snapshot().stream().allMatch(status -> status.inFlight() == 0));
    assertThat(pool.snapshot()).extracting(EndpointStatus::requests).containsExactly(21L, 1L);
    assertThat(pool.snapshot()).extracting(EndpointStatus::successes).containsExactly(20L, 1L);
  }

  @Test
  void goesOnWaitingWhereTheOtherRefuses() throws Exception {
    var pool = pool(true);
    learnLatency(pool);
    var otherRefused = new CountDownLatch(1);

    Answered<String> answered = pool.ask(Wanted.anything(), lease -> {
      if (lease.endpoint().equals(FAST)) {
        otherRefused.countDown();
        return lease.<String>report(Answer.refused(new Refusal.ServerFault(Said.of("broken"))));
      }
      otherRefused.await();
      return lease.report(Answer.of("late"));
    }).orElseThrow();

    assertThat(answered).isEqualTo(new Answered<>(SLOW, Answer.of("late")));
  }

  @Test
  void asksNobodyElseUnlessToldTo() throws Exception {
    var pool = pool(false);
    learnLatency(pool);
    var asked = new AtomicInteger();
    var caller = Thread.currentThread();

    Answered<String> answered = pool.ask(Wanted.anything(), lease -> {
      asked.incrementAndGet();
      assertThat(Thread.currentThread()).isSameAs(caller);
      return lease.report(Answer.of("only"));
    }).orElseThrow();

    assertThat(answered.endpoint()).isEqualTo(SLOW);
    assertThat(asked).hasValue(1);
  }

  @Test
  void passesABugOn() throws Exception {
    var pool = pool(true);
    learnLatency(pool);

    assertThatThrownBy(() -> pool.ask(Wanted.anything(), _ -> {
      throw new IllegalStateException("a bug");
    })).isInstanceOf(IllegalStateException.class).hasMessage("a bug");
  }

  private void hang(CountDownLatch interrupted) throws InterruptedException {
    try {
      never.await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  /// The slow one is asked first: its answers took a millisecond each so far, less than is assumed of
  /// one that was not asked yet.
  private void learnLatency(EndpointPool<String> pool) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      try (var lease = pool.acquire(Wanted.anything().only(SLOW)).orElseThrow()) {
        now.addAndGet(Duration.ofMillis(1).toNanos());
        lease.report(Answer.of(1));
      }
    }
  }

  private EndpointPool<String> pool(boolean hedge) {
    var settings = new GovernorSettings(1_000, 1_000, 64, 64, 5, Duration.ofSeconds(1),
        Duration.ofMinutes(1), Duration.ofHours(1)).withHedging(hedge);
    Map<Endpoint, String> clients = new LinkedHashMap<>();
    for (Endpoint endpoint : List.of(SLOW, FAST)) {
      clients.put(endpoint, endpoint.host());
    }
    return new EndpointPool<>(clients, settings, now::get);
  }
}
