package io.gapless.processes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapless.processes.Intent;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.schemas.record.TaskType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteProcessorTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final Secret SECRET = Secret.of("shared-with-the-service");
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(300);
  /// Time for a first try, also on a busy machine.
  private static final Duration FAIR = Duration.ofSeconds(4);
  private static final Step STEP = new Step(TaskType.CALL, Payload.of("args"),
      Payload.of(new byte[]{-1}), FakeProcesses.view(new ProcessId("orders", "42")),
      visitor -> LongStream.rangeClosed(1, 3).mapToObj(FakeProcesses::event)
          .takeWhile(visitor).forEach(_ -> {}),
      "orders/4 2/7/1", 2);

  /// What the service does with one request.
  @FunctionalInterface
  private interface Play {
    void answer(HttpExchange http) throws IOException, InterruptedException;
  }

  private record Received(Headers headers, String body) {}

  private final LinkedBlockingQueue<Play> plays = new LinkedBlockingQueue<>();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer service;

  RemoteProcessorTest() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(threads);
    service.createContext("/", http -> {
      try (http) {
        received.add(new Received(http.getRequestHeaders(),
            new String(http.getRequestBody().readAllBytes(), UTF_8)));
        arrived.countDown();
        // the last play goes on for ever
        var play = plays.size() > 1 ? plays.remove() : plays.element();
        play.answer(http);
      } catch (InterruptedException _) {
        // the test is over
      }
    });
    service.start();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    service.stop(0);
  }

  @Test
  void postsTheStepAndReadsTheIntent() throws Exception {
    plays.add(answer(200, "{\"events\": [{\"payload\": \"paid\"}], \"response\": \"thanks\"}"));

    var intent = processor(LONG).process(STEP);

    assertThat(intent)
        .isEqualTo(Intent.none().event(Payload.of("paid")).respond(Payload.of("thanks")));
    var step = new ObjectMapper().readTree(received.getFirst().body());
    assertThat(step.get("task_type").textValue()).isEqualTo("call");
    assertThat(step.get("step").textValue()).isEqualTo("orders/4 2/7/1");
    assertThat(step.get("attempt").intValue()).isEqualTo(2);
    assertThat(step.get("args").textValue()).isEqualTo("args");
    assertThat(step.at("/context/base64").textValue()).isEqualTo("/w==");
    assertThat(step.at("/process/process_id").textValue()).isEqualTo("42");
    assertThat(step.get("history").findValuesAsText("event_id")).containsExactly("1", "2", "3");
    assertThat(step.get("more_history").booleanValue()).isFalse();
  }

  @Test
  void signsTheStepAndNamesIt() throws Exception {
    plays.add(answer(200, "{}"));

    processor(LONG).process(STEP);

    var headers = received.getFirst().headers();
    assertThat(Signatures.verify(SECRET, headers.getFirst(Signatures.HEADER),
        received.getFirst().body().getBytes(UTF_8), NOW, Duration.ZERO)).isTrue();
    assertThat(headers.getFirst("Gapless-Step")).isEqualTo("orders/4%202/7/1");
    assertThat(headers.getFirst("Gapless-Attempt")).isEqualTo("2");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void tellsThatALongHistoryIsNotAllThere() throws Exception {
    plays.add(answer(200, "{}"));

    new RemoteProcessor(config(LONG).withMaxEvents(2), InstantSource.fixed(NOW)).process(STEP);

    var step = new ObjectMapper().readTree(received.getFirst().body());
    assertThat(step.get("history")).hasSize(2);
    assertThat(step.get("more_history").booleanValue()).isTrue();
  }

  @Test
  void aStepThatFailsHasTheServicesReason() {
    plays.add(answer(422, "{\"error\": \"no money\"}"));

    assertFails(processor(LONG)).withMessage("no money");
    assertThat(received).hasSize(1);
  }

  @Test
  void sendsAgainWhatDidNotGetThrough() throws Exception {
    plays.add(answer(503, "busy"));
    plays.add(answer(429, "slower"));
    plays.add(HttpExchange::close);
    plays.add(http -> {
      http.sendResponseHeaders(200, 100);
      http.getResponseBody().write('{');
    });
    plays.add(answer(200, "{\"response\": \"at last\"}"));

    var intent = processor(LONG).process(STEP);

    assertThat(intent).isEqualTo(Intent.none().respond(Payload.of("at last")));
    assertThat(received).hasSizeGreaterThanOrEqualTo(5).allSatisfy(one -> assertThat(
        one.headers().getFirst("Gapless-Step")).isEqualTo("orders/4%202/7/1"));
  }

  @Test
  void givesUpBeforeTheStepTimesOut() {
    plays.add(answer(500, "broken"));

    assertFails(processor(FAIR))
        .withMessage("remote processor unavailable: " + host() + ": it answered 500");
    assertThat(received).hasSizeGreaterThan(1);
  }

  @Test
  void givesUpOnAServiceThatIsNotThere() {
    service.stop(0);

    assertFails(processor(FAIR))
        .withMessage("remote processor unavailable: " + host() + ": no connection");
  }

  @Test
  void saysWhyItTriedAgainWhereTheLastTryHadTooLittleTime() {
    plays.add(answer(503, "busy"));
    plays.add(_ -> new CountDownLatch(1).await());

    assertFails(processor(FAIR))
        .withMessage("remote processor unavailable: " + host() + ": it answered 503");
  }

  @Test
  void givesUpOnAServiceThatDoesNotAnswer() {
    plays.add(_ -> new CountDownLatch(1).await());

    assertFails(processor(SHORT))
        .withMessage("remote processor unavailable: " + host() + ": no answer in time");
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotEnd() {
    plays.add(http -> {
      http.sendResponseHeaders(200, 0);
      http.getResponseBody().write('{');
      http.getResponseBody().flush();
      new CountDownLatch(1).await();
    });

    assertFails(processor(SHORT))
        .withMessage("remote processor unavailable: " + host() + ": no answer in time");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "200 | <html>                    | what is no intent: the body is not JSON",
      "200 | {\"event\": []}           | what is no intent: event is not known here",
      "200 | {\"events\": [{}]}        | what is no intent: events[0].payload is missing",
      "422 | {}                        | what is no intent: error is missing",
      "302 | ``                        | status 302", "404 | gone | status 404",
      "401 | who are you               | status 401"})
  void aStepFailsOnAnAnswerThatIsNotOne(int status, String body, String problem) {
    plays.add(answer(status, body));

    assertFails(processor(LONG))
        .withMessageStartingWith("remote processor " + host() + " answered " + problem);
    assertThat(received).hasSize(1);
  }

  @Test
  void anAnswerMayBeSoLongAndNoLonger() throws Exception {
    var processor =
        new RemoteProcessor(config(LONG).withMaxAnswerBytes(20), InstantSource.fixed(NOW));
    plays.add(answer(200, "{\"response\":\"12345\"}"));
    plays.add(http -> {
      http.sendResponseHeaders(200, 0);
      while (true) {
        http.getResponseBody().write(new byte[1000]);
      }
    });

    assertThat(processor.process(STEP)).isEqualTo(Intent.none().respond(Payload.of("12345")));
    assertFails(processor)
        .withMessage("remote processor " + host() + " answered more than 20 bytes");
  }

  @Test
  void anInterruptEndsItAtOnce() throws Exception {
    plays.add(_ -> new CountDownLatch(1).await());
    var processor = processor(LONG);
    var step = new FutureTask<>(() -> {
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> processor.process(STEP));
      return true;
    });
    var thread = Thread.ofVirtual().start(step);
    arrived.await();

    thread.interrupt();

    assertThat(step.get()).isTrue();
  }

  @Test
  void nothingSecretIsShown() {
    plays.add(answer(500, ""));
    var config = config(SHORT);

    assertFails(new RemoteProcessor(config, InstantSource.fixed(NOW)))
        .satisfies(failed -> assertThat(failed.toString()).doesNotContain("KEY", "shared"));
    assertThat(config.toString()).doesNotContain("KEY", "shared");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/KEY", "/KEY", "http:///KEY", "mailto:KEY",
      "http://user:KEY@host/"})
  void refusesAUriThatCannotBeCalled(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteConfig.of(URI.create(uri), SECRET, LONG))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("KEY"));
  }

  private ThrowableAssertAlternative<StepFailedException> assertFails(
      RemoteProcessor processor) {
    return assertThatExceptionOfType(StepFailedException.class)
        .isThrownBy(() -> processor.process(STEP));
  }

  private RemoteProcessor processor(Duration stepTimeout) {
    return new RemoteProcessor(config(stepTimeout), InstantSource.fixed(NOW));
  }

  private RemoteConfig config(Duration stepTimeout) {
    return RemoteConfig.of(URI.create("http://" + host() + "/KEY?key=KEY"), SECRET, stepTimeout)
        .withFirstPause(Duration.ofMillis(1));
  }

  private String host() {
    return "127.0.0.1:" + service.getAddress().getPort();
  }

  private static Play answer(int status, String body) {
    return http -> {
      var bytes = body.getBytes(UTF_8);
      http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      http.getResponseBody().write(bytes);
    };
  }
}
