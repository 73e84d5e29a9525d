package io.gapless.chains.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Refusal.Missing;
import io.gapless.chains.endpoint.Refusal.Said;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Endpoints that say which blocks they have.
@Timeout(30)
class ClaimsTest {

  private static final GovernorSettings FAST = new GovernorSettings(
      1_000, 1_000, 64, 64, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1));
  private static final Endpoint A = Endpoint.of("ws://a.example/");
  private static final Endpoint B = Endpoint.of("ws://b.example/");

  private final AtomicLong now = new AtomicLong();
  private final EndpointPool<String> pool = pool();

  @Test
  void asksNobodyForWhatItDoesNotHave() throws Exception {
    pool.knowsHistory(A, List.of(new BlockRange(100, 199), new BlockRange(300, 399)));
    pool.knowsHistory(B, List.of(new BlockRange(200, 250)));

    assertThat(asked(100, 199)).isEqualTo("a.example");
    assertThat(asked(350, 399)).isEqualTo("a.example");
    assertThat(asked(200, 200)).isEqualTo("b.example");
    assertThat(asked(199, 200)).isEqualTo("nobody");
    assertThat(asked(198, 201)).isEqualTo("nobody");
    assertThat(asked(1, 5)).isEqualTo("nobody");
    assertThat(asked(5000, 5001)).isEqualTo("nobody");
  }

  @Test
  void anEmptyHistoryIsAHistoryToo() throws Exception {
    pool.knowsHistory(A, List.of());
    pool.knowsHistory(B, List.of());
    assertThat(asked(1, 2)).isEqualTo("nobody");

    pool.knowsHistory(B, List.of(new BlockRange(1, 2)));
    assertThat(asked(1, 2)).isEqualTo("b.example");
  }

  @Test
  void waitsForWordOfTheBlocksThatComeNext() throws Exception {
    pool.knowsHistory(A, List.of(new BlockRange(100, 199)));
    pool.knowsHistory(B, List.of(new BlockRange(1, 50)));
    var asked = new AtomicReference<String>();
    Thread asking = askingFor(200, 203, asked);
    Awaitility.await().until(() -> pool.waiting() == 1);

    pool.knowsHistory(A, List.of(new BlockRange(100, 204)));
    asking.join();

    assertThat(asked).hasValue("a.example");
  }

  @Test
  void givesUpWaitingAfterSomeSeconds() throws Exception {
    pool.knowsHistory(A, List.of(new BlockRange(100, 199)));
    pool.knowsHistory(B, List.of());
    var asked = new AtomicReference<String>();
    Thread asking = askingFor(200, 203, asked);
    Awaitility.await().until(() -> pool.waiting() == 1);

    now.addAndGet(Duration.ofSeconds(9).toNanos());
    pool.knowsHistory(A, List.of(new BlockRange(100, 201)));
    asking.join();

    assertThat(asked).hasValue("nobody");
  }

  @Test
  void believesARefusalOfWhatWasClaimedForThatRangeAndAWhile() throws Exception {
    pool.knowsHistory(A, List.of(new BlockRange(100, 199)));
    pool.knowsHistory(B, List.of());
    refuse(new BlockRange(120, 120), Missing.UNKNOWN);

    assertThat(asked(120, 120)).isEqualTo("nobody");
    assertThat(asked(110, 130)).isEqualTo("nobody");
    assertThat(asked(119, 119)).isEqualTo("a.example");
    assertThat(asked(121, 199)).isEqualTo("a.example");
    pool.knowsHistory(A, List.of(new BlockRange(100, 299)));
    assertThat(asked(120, 120)).isEqualTo("nobody");

    now.addAndGet(Duration.ofMinutes(6).toNanos());
    assertThat(asked(120, 120)).isEqualTo("a.example");
  }

  @Test
  void aNodeThatIsBehindItsClaimIsAskedAgainSoon() throws Exception {
    pool.knowsHistory(A, List.of(new BlockRange(100, 199)));
    pool.knowsHistory(B, List.of());
    refuse(BlockRange.of(199), Missing.HEAD);
    assertThat(pool.tryAcquire(Wanted.blocks(BlockRange.of(199)))).isEmpty();

    now.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(asked(199, 199)).isEqualTo("a.example");
  }

  @Test
  void showsTheNewestBlockThatItClaims() {
    pool.knowsHistory(A, List.of(new BlockRange(300, 399), new BlockRange(100, 199)));

    assertThat(pool.snapshot().getFirst().head()).hasValue(399);
  }

  private Thread askingFor(long first, long last, AtomicReference<String> asked) {
    return Thread.ofVirtual().start(() -> {
      try {
        asked.set(asked(first, last));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private String asked(long first, long last) throws InterruptedException {
    var lease = pool.acquire(Wanted.blocks(new BlockRange(first, last)));
    lease.ifPresent(granted -> granted.report(Answer.of(1), 100, Load.NORMAL));
    now.addAndGet(Duration.ofMillis(10).toNanos());
    return lease.map(granted -> granted.endpoint().host()).orElse("nobody");
  }

  private void refuse(BlockRange range, Missing where) throws InterruptedException {
    try (var lease = pool.acquire(Wanted.blocks(range)).orElseThrow()) {
      lease.report(Answer.refused(new Refusal.MissingData(where, Said.of("lgrNotFound"))));
    }
    now.addAndGet(Duration.ofMillis(10).toNanos());
  }

  private EndpointPool<String> pool() {
    Map<Endpoint, String> clients = new LinkedHashMap<>();
    clients.put(A, "a");
    clients.put(B, "b");
    return new EndpointPool<>(clients, FAST, now::get);
  }
}
