package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndpointPoolTest {

  /// Fast enough that a clock that stands still holds nobody back for long.
  private static final GovernorSettings FAST = new GovernorSettings(
      1_000, 1_000, 64, 64, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));

  private static final Endpoint A = Endpoint.of("http://a.example/key-of-a");
  private static final Endpoint B = Endpoint.of("http://b.example/key-of-b");
  private static final BlockRange RANGE = new BlockRange(100, 199);

  private final AtomicLong now = new AtomicLong();

  @Test
  void asksAnotherEndpointThanThoseExcluded() throws Exception {
    var pool = pool(FAST, A, B);

    assertThat(endpoint(pool.acquire(Wanted.blocks(RANGE).without(A)))).isEqualTo(B);
    assertThat(pool.acquire(Wanted.blocks(RANGE).without(A).without(B))).isEmpty();
  }

  @Test
  void prefersTheEndpointThatAnswersSooner() throws Exception {
    var pool = pool(FAST, A, B);
    for (int i = 0; i < 20; i++) {
      try (Lease<String> lease =
          pool.acquire(Wanted.anything().without(i % 2 == 0 ? A : B)).orElseThrow()) {
        now.addAndGet(Duration.ofMillis(i % 2 == 0 ? 10 : 300).toNanos());
        lease.report(Answer.of(1));
      }
    }
    assertThat(endpoint(pool.acquire(Wanted.anything()))).isEqualTo(B);
  }

  @Test
  void doesNotAskAPrunedEndpointForOldBlocks() throws Exception {
    var pool = pool(FAST, A);
    refuse(pool, Wanted.blocks(RANGE), new Refusal.MissingData(Missing.PRUNED, Said.of("pruned")));

    now.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(pool.acquire(Wanted.blocks(new BlockRange(50, 60)))).isEmpty();
    assertThat(pool.acquire(Wanted.blocks(RANGE))).isEmpty();
    assertThat(pool.acquire(Wanted.blocks(new BlockRange(500, 600)))).isPresent();

    now.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(pool.acquire(Wanted.blocks(RANGE))).isPresent();
  }

  @Test
  void asksTheOtherWhileOneLagsBehind() throws Exception {
    var pool = pool(FAST, A, B);
    refuse(pool, Wanted.blocks(RANGE).without(B),
        new Refusal.MissingData(Missing.HEAD, Said.of("null")));

    for (int i = 0; i < 5; i++) {
      now.addAndGet(Duration.ofMillis(200).toNanos());
      assertThat(endpoint(pool.acquire(Wanted.blocks(RANGE)))).isEqualTo(B);
    }
    assertThat(endpoint(pool.acquire(Wanted.blocks(new BlockRange(1, 2)).without(B)))).isEqualTo(A);
  }

  @Test
  void asksForAMethodOnlyThoseThatAreNotKnownToLackIt() throws Exception {
    var pool = pool(FAST, A, B);
    var receipts = Wanted.blocks(RANGE).withMethod("eth_getBlockReceipts");
    refuse(pool, receipts.only(A), new Refusal.Unsupported(Said.of("-32601")));

    for (int i = 0; i < 5; i++) {
      now.addAndGet(Duration.ofMillis(100).toNanos());
      assertThat(endpoint(pool.acquire(receipts))).isEqualTo(B);
    }
    assertThat(pool.acquire(receipts.without(B))).isEmpty();
    assertThat(endpoint(pool.acquire(Wanted.blocks(RANGE).without(B)))).isEqualTo(A);
    assertThat(pool.snapshot().getFirst().state()).isEqualTo(EndpointState.OPERATING);
    assertThat(pool.snapshot().getFirst().lacking()).containsExactly("eth_getBlockReceipts");

    now.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(endpoint(pool.acquire(receipts.without(B)))).isEqualTo(A);
    assertThat(pool.snapshot().getFirst().lacking()).isEmpty();
  }

  @Test
  void parksAnEndpointThatRefusesWhatItIsFor() throws Exception {
    var pool = pool(FAST, A);
    refuse(pool, Wanted.blocks(RANGE), new Refusal.Unsupported(Said.of("-32601")));

    assertThat(pool.acquire(Wanted.blocks(RANGE))).isEmpty();
    assertThat(pool.snapshot().getFirst().state()).isEqualTo(EndpointState.PARKED);
  }

  @Test
  void asksOneEndpointOrAnotherHostWhereThatIsWanted() throws Exception {
    var secondKeyOfA = Endpoint.of("http://a.example/second-key");
    var pool = pool(FAST, A, secondKeyOfA, B);

    assertThat(pool.hosts()).containsExactlyInAnyOrder("a.example", "b.example");
    assertThat(endpoint(pool.acquire(Wanted.blocks(RANGE).only(secondKeyOfA))))
        .isEqualTo(secondKeyOfA);
    assertThat(endpoint(
        pool.acquire(Wanted.blocks(RANGE).without(pool.onHosts(Set.of("a.example"))))))
        .isEqualTo(B);
    assertThat(pool.acquire(Wanted.blocks(RANGE).without(pool.onHosts(pool.hosts())))).isEmpty();
  }

  @Test
  void givesEachKeyOfAHostABudgetOfItsOwn() throws Exception {
    var second = Endpoint.of("http://a.example/second-key-of-a");
    var slow = new GovernorSettings(1, 1_000, 64, 64, 5, Duration.ofSeconds(1),
        Duration.ofMinutes(1), Duration.ofHours(1));
    var pool = pool(slow, A, second);

    refuse(pool, Wanted.anything().only(A),
        new Refusal.Throttled(Optional.of(Duration.ofSeconds(60)), Said.of("429")));

    assertThat(endpoint(pool.acquire(Wanted.anything()))).isEqualTo(second);
    assertThat(pool.snapshot().getFirst().leftAloneFor()).isEqualTo(Duration.ofSeconds(60));
    assertThat(pool.snapshot().getLast().leftAloneFor()).isZero();
  }

  @Test
  void learnsThatAHostThrottlesAllItsKeysAtOnce() throws Exception {
    var second = Endpoint.of("http://a.example/second-key-of-a");
    var pool = pool(FAST, A, second, B);
    for (Endpoint key : List.of(A, second)) {
      refuse(pool, Wanted.anything().only(key),
          new Refusal.Throttled(Optional.of(Duration.ofSeconds(60)), Said.of("429 for your IP")));
    }

    for (int i = 0; i < 5; i++) {
      now.addAndGet(Duration.ofMillis(100).toNanos());
      assertThat(endpoint(pool.acquire(Wanted.anything()))).isEqualTo(B);
    }
    now.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(pool.acquire(Wanted.anything().only(A))).isPresent();
    assertThat(pool.acquire(Wanted.anything().only(second))).isPresent();
  }

  @Test
  void asksAnEndpointThatCameLater() throws Exception {
    var pool = pool(FAST, A);

    pool.add(B, "b");
    pool.add(B, "again");

    assertThat(pool.endpoints()).containsExactly(A, B);
    assertThat(endpoint(pool.acquire(Wanted.anything().without(A)))).isEqualTo(B);
  }

  @Test
  void countsTheCallsOfABatch() throws Exception {
    var slow = new GovernorSettings(10, 10, 64, 64, 5, Duration.ofSeconds(1),
        Duration.ofMinutes(1), Duration.ofHours(1));
    var pool = pool(slow, A);

    pool.acquire(Wanted.anything().withCalls(5)).orElseThrow().close();
    now.addAndGet(Duration.ofMillis(499).toNanos());
    assertThat(pool.tryAcquire(Wanted.anything())).isEmpty();
    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(pool.tryAcquire(Wanted.anything())).isPresent();
  }

  @Test
  void doesNotWaitForAParkedEndpoint() throws Exception {
    var pool = pool(FAST, A);
    refuse(pool, Wanted.anything(), new Refusal.Billing(Said.of("pay")));

    assertThat(pool.acquire(Wanted.anything())).isEmpty();
    assertThat(pool.snapshot().getFirst().state()).isEqualTo(EndpointState.PARKED);
  }

  @Test
  void knowsWhatHistoryAnEndpointHasShown() throws Exception {
    var pool = pool(FAST, A);
    assertThat(pool.hasShownHistory(A, 150)).isFalse();

    try (Lease<String> lease = pool.acquire(Wanted.blocks(RANGE)).orElseThrow()) {
      lease.report(Answer.of(1));
      lease.provedHistory(RANGE);
    }
    assertThat(pool.hasShownHistory(A, 150)).isTrue();
    assertThat(pool.hasShownHistory(A, 99)).isFalse();
  }

  @Test
  void tellsHowEndpointsDoWithoutTheirKeys() throws Exception {
    var pool = pool(FAST, A);
    refuse(pool, Wanted.anything(),
        new Refusal.Throttled(Optional.of(Duration.ofSeconds(3)), Said.of("slow")));

    EndpointStatus status = pool.snapshot().getFirst();

    assertThat(status.refusals()).containsExactly(Map.entry(RefusalKind.THROTTLED, 1L));
    assertThat(status.leftAloneFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(status.lastProblem()).contains("slow");
    assertThat(status.toString()).contains("a.example#").doesNotContain("key-of-a");
  }

  @Test
  void servesWaitersInTheirOrder() throws Exception {
    var one = new GovernorSettings(1e6, 1e6, 1, 1, 5, Duration.ofSeconds(1), Duration.ofSeconds(1),
        Duration.ofHours(1));
    var pool = new EndpointPool<>(Map.of(A, "a"), one, System::nanoTime);
    Lease<String> first = pool.acquire(Wanted.anything()).orElseThrow();
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> take(pool, () -> served.add(number))));
      await().until(() -> pool.waiting() == number + 1);
    }

    first.report(Answer.of(1));
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).isSorted().hasSize(20);
  }

  @Test
  void letsAnInterruptedWaiterGoAndServesTheOthers() throws Exception {
    var one = new GovernorSettings(1e6, 1e6, 1, 1, 5, Duration.ofSeconds(1), Duration.ofSeconds(1),
        Duration.ofHours(1));
    var pool = new EndpointPool<>(Map.of(A, "a"), one, System::nanoTime);
    Lease<String> first = pool.acquire(Wanted.anything()).orElseThrow();
    var served = new AtomicInteger();
    Thread impatient = Thread.ofVirtual().start(() -> take(pool, served::incrementAndGet));
    await().until(() -> pool.waiting() == 1);
    Thread patient = Thread.ofVirtual().start(() -> take(pool, served::incrementAndGet));
    await().until(() -> pool.waiting() == 2);

    impatient.interrupt();
    impatient.join();
    first.report(Answer.of(1));
    patient.join();

    assertThat(served).hasValue(1);
  }

  @Test
  void pacesManyWaitersByTheRate() throws Exception {
    var paced = new GovernorSettings(200, 200, 64, 64, 5, Duration.ofSeconds(1),
        Duration.ofSeconds(1), Duration.ofHours(1));
    var pool = new EndpointPool<>(Map.of(A, "a"), paced, System::nanoTime);
    var served = new AtomicInteger();
    long start = System.nanoTime();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) {
      threads.add(Thread.ofVirtual().start(() -> take(pool, served::incrementAndGet)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).hasValue(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }

  private static void take(EndpointPool<String> pool, Runnable whenServed) {
    try (Lease<String> lease = pool.acquire(Wanted.anything()).orElseThrow()) {
      whenServed.run();
      lease.report(Answer.of(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(EndpointPool<String> pool, Wanted wanted, Refusal refusal)
      throws InterruptedException {
    try (Lease<String> lease = pool.acquire(wanted).orElseThrow()) {
      lease.report(Answer.refused(refusal));
    }
  }

  private EndpointPool<String> pool(GovernorSettings settings, Endpoint... endpoints) {
    Map<Endpoint, String> clients = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      clients.put(endpoint, endpoint.host());
    }
    return new EndpointPool<>(clients, settings, now::get);
  }

  private static Endpoint endpoint(Optional<Lease<String>> lease) {
    return lease.orElseThrow().endpoint();
  }
}
