package io.gapless.processes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.processes.Answer;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.EventRange;
import io.gapless.processes.Intent;
import io.gapless.processes.ProcessException;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Processes.Freshness;
import io.gapless.processes.Request;
import io.gapless.processes.Requests.Import;
import io.gapless.schemas.record.ProcessStatus;
import io.gapless.schemas.record.StepErrorKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessServerTest {

  private static final ProcessId ID = new ProcessId("orders", "42");
  private static final String PROCESS = "/v1/namespaces/orders/processes/42";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeProcesses processes = new FakeProcesses();
  private final HttpClient client = HttpClient.newHttpClient();
  private ProcessServer server = start(ServerConfig.loopback(0).withMaxBodyBytes(1000)
      .withClosePatience(Duration.ofMinutes(1)));

  private ProcessServer start(ServerConfig config) {
    return ProcessServer.start(config, processes, List.of("orders"), () -> "a_metric 1\n");
  }

  private void restart(ServerConfig config) {
    server.close();
    server = start(config);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"init", "call", "repair", "simple-repair", "notify"})
  void asksForAStepAndTellsWhatItCameTo(String operation) throws Exception {
    var answer = send("POST", PROCESS + "/" + operation, """
        {"args": "three apples", "idempotency_key": "k", "range": {"limit": 1}}""");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer)).isEqualTo(JSON.readTree("""
        {"response": "done", "position": "3:7"}"""));
    assertThat(processes.asked).containsExactly(List.of(operation, ID,
        Request.of("three apples").withKey("k").withRange(new EventRange(null, 1L, false))));
  }

  @Test
  void takesOverAProcessAndRemovesIt() throws Exception {
    processes.step = () -> new Answer(Optional.empty(), new Answer.Position(0, 1));

    var put = send("PUT", PROCESS, "{\"status\": \"running\"}");
    var removed = send("DELETE", PROCESS, "");

    assertThat(put.body()).isEqualTo("{\"position\":\"0:1\"}");
    assertThat(removed.body()).isEqualTo("{\"position\":\"0:1\"}");
    assertThat(processes.asked).containsExactly(
        List.of("put", ID, new Import(ProcessStatus.RUNNING, Optional.empty(), Optional.empty(),
            Map.of(), List.of(), new Intent.Action.Keep(), false)),
        List.of("remove", ID, ""));
  }

  @Test
  void showsAProcessWithItsHistory() throws Exception {
    var answer = send("GET", PROCESS + "?offset=5&limit=2&direction=backward&position=3:1042", "");

    assertThat(json(answer)).isEqualTo(JSON.readTree("""
        {"namespace": "orders", "process_id": "42", "status": "error",
         "previous_status": "running", "detail": "broke", "aux_state": {"base64": "/w=="},
         "metadata": {"colour": "red"}, "corrupted_by": 2, "last_event_id": 2,
         "timer": "2026-01-31T12:00:00Z", "created_at": "2026-01-31T12:00:00Z",
         "status_changed_at": "2026-01-31T12:00:00Z",
         "range": {"offset": 5, "limit": 2, "direction": "backward"},
         "history": [
           {"event_id": 1, "timestamp": "2026-01-31T12:00:00Z", "metadata": {"format": "1"},
            "payload": "event 1"},
           {"event_id": 2, "timestamp": "2026-01-31T12:00:00Z", "metadata": {"format": "1"},
            "payload": "event 2"}]}"""));
    assertThat(processes.asked).containsExactly(List.of("get", ID, new EventRange(5L, 2L, true),
        new Freshness.AtLeast(new Answer.Position(3, 1042))));
  }

  @Test
  void showsAProcessAsItWasNotTooLongAgo() throws Exception {
    assertThat(send("GET", PROCESS + "?max_staleness_ms=1500", "").statusCode()).isEqualTo(200);

    assertThat(processes.asked).containsExactly(List.of("get", ID, EventRange.ALL,
        new Freshness.AtMost(Duration.ofMillis(1_500))));
    for (String query : List.of("?max_staleness_ms=-1", "?max_staleness_ms=soon",
        "?max_staleness_ms=1&position=3:1042")) {
      var refused = send("GET", PROCESS + query, "");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(json(refused).get("field").textValue()).isEqualTo("max_staleness_ms");
    }
    assertThat(send("GET", PROCESS + "/trace?max_staleness_ms=1", "").statusCode())
        .isEqualTo(400);
  }

  @Test
  void tracesAProcessWithEventsInTheirTasks() throws Exception {
    var trace = json(send("GET", PROCESS + "/trace", "")).get("trace");

    assertThat(trace).hasSize(2);
    assertThat(trace.get(0).get("events").findValuesAsText("event_id")).containsExactly("1", "2");
    assertThat(trace.get(1).get("events")).isEmpty();
    assertThat(trace.get(0).get("retry_interval").decimalValue()).isEqualByComparingTo("1.5");
  }

  @Test
  void tracesAProcessWithARowForEachTaskAndEvent() throws Exception {
    var trace = json(send("GET", PROCESS + "/trace?view=flat", "")).get("trace");

    assertThat(trace.findValuesAsText("task_id")).containsExactly("1", "1", "2");
    assertThat(trace.get(0)).isEqualTo(JSON.readTree("""
        {"task_id": 1, "task_type": "timeout", "task_status": "finished",
         "scheduled": "2026-01-31T12:00:00Z", "running": "2026-01-31T12:00:00Z", "args": "args",
         "task_metadata": {"range": {"limit": 5, "direction": "backward"}}, "idempotency_key": "k",
         "response": "ok", "attempt": 1, "retry_interval": 1.500, "retry_attempts": 1,
         "event_id": 1, "event_timestamp": "2026-01-31T12:00:00Z",
         "event_metadata": {"format": "1"}, "event_payload": "event 1"}"""));
    assertThat(trace.get(2).has("event_id")).isFalse();
  }

  @Test
  void listsIdsAPageAtATime() throws Exception {
    var full = send("GET", "/v1/namespaces/orders/processes?after=a+b&limit=2", "");
    var last = send("GET", "/v1/namespaces/orders/processes", "");

    assertThat(full.body()).isEqualTo("{\"ids\":[\"a\",\"b\"],\"next\":\"b\"}");
    assertThat(last.body()).isEqualTo("{\"ids\":[\"a\",\"b\"]}");
    assertThat(processes.asked).containsExactly(List.of("list", "orders", "a b", 2),
        List.of("list", "orders", "", 100));
  }

  @Test
  void anIdMayHoldAnything() throws Exception {
    send("POST", "/v1/namespaces/orders/processes/a%2Fb%20%C3%BC%25+..%3F/call", "");

    assertThat(processes.asked.getFirst().get(1))
        .isEqualTo(new ProcessId("orders", "a/b ü%+..?"));
  }

  @Test
  void tellsWhetherNamespacesCanBeUsed() throws Exception {
    assertThat(send("GET", "/health", "").body())
        .isEqualTo("{\"status\":\"passing\",\"details\":{}}");

    processes.critical = Optional.of("partition 3 is being restored");

    for (var path : List.of("/health", "/v1/namespaces/orders/health")) {
      var critical = send("GET", path, "");
      assertThat(critical.statusCode()).isEqualTo(503);
      assertThat(json(critical)).isEqualTo(JSON.readTree("""
          {"status": "critical",
           "details": {"namespace": "orders", "error": "partition 3 is being restored"}}"""));
    }
    assertThat(send("GET", "/v1/namespaces/other/health", "").statusCode()).isEqualTo(404);
  }

  @Test
  void showsMetrics() throws Exception {
    var metrics = send("GET", "/metrics", "");

    assertThat(metrics.body()).isEqualTo("a_metric 1\n");
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
  }

  @ParameterizedTest
  @EnumSource(StepErrorKind.class)
  void aRequestThatIsNotGrantedSaysWhy(StepErrorKind kind) throws Exception {
    processes.step = () -> {
      throw new ProcessException(kind, "the reason");
    };

    var answer = send("POST", PROCESS + "/call", "");

    assertThat(answer.statusCode()).isEqualTo(switch (kind) {
      case NAMESPACE_NOT_FOUND, PROCESS_NOT_FOUND -> 404;
      case PROCESS_ALREADY_EXISTS, KEY_REUSED -> 409;
      case PROCESS_IS_INIT, PROCESS_IS_RUNNING, PROCESS_IS_ERROR -> 409;
      case PROCESSOR, REFUSED -> 422;
      case INTERNAL -> 500;
      case TIMEOUT -> 504;
    });
    assertThat(json(answer).get("error").textValue()).isEqualTo("the reason");
    assertThat(json(answer).get("kind").textValue()).isEqualToIgnoringCase(kind.name());
  }

  @Test
  void anEngineThatCannotBeUsedIsUnavailable() throws Exception {
    processes.step = () -> {
      throw new EngineUnavailableException("no broker");
    };

    var answer = send("POST", PROCESS + "/call", "");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"error\":\"no broker\",\"kind\":\"unavailable\"}");
  }

  @Test
  void ofABugOnlyAnIdIsTold() throws Exception {
    processes.step = () -> {
      throw new IllegalStateException("what nobody may see");
    };

    var answer = send("POST", PROCESS + "/call", "");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer).get("id").textValue()).hasSize(36);
    assertThat(answer.body()).doesNotContain("nobody", "IllegalState", "at io.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "POST   | /call               | {\"arg\": 1} | 400 | arg is not known here",
      "POST   | /call               | {\"args\": 1} | 400 | args is neither a string nor",
      "POST   | /call?args=1        | {}          | 400 | args is not a parameter",
      "GET    | ?limit=-1           | ``          | 400 | limit is less than 0",
      "GET    | ?position=here      | ``          | 400 | position is not one that an answer had",
      "GET    | /trace?view=round   | ``          | 400 | view is not grouped or flat",
      "GET    | /nothing            | ``          | 404 | no such path",
      "GET    | /                   | ``          | 404 | no such path",
      "GET    | %FF                 | ``          | 400 | the path is not percent-encoded UTF-8",
      "PATCH  | ``                  | ``          | 405 | this path knows PUT, DELETE, GET, HEAD, OPTIONS",
      "GET    | /call               | ``          | 405 | this path knows POST, OPTIONS"})
  void refusesWhatItDoesNotUnderstand(String method, String path, String body, int status,
      String problem) throws Exception {
    var answer = send(method, PROCESS + path, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("error").textValue()).startsWith(problem);
    assertThat(processes.asked).isEmpty();
  }

  @Test
  void refusesAnIdThatIsTooLong() throws Exception {
    var answer =
        send("GET", "/v1/namespaces/orders/processes/" + "%C3%BC".repeat(129), "");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    var fits = "{\"args\": \"" + "x".repeat(988) + "\"}";

    assertThat(send("POST", PROCESS + "/call", fits).statusCode()).isEqualTo(200);
    assertThat(send("POST", PROCESS + "/call", fits + " ").statusCode()).isEqualTo(413);
    assertThat(send("POST", PROCESS + "/call", "x".repeat(5_000_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void headIsGetWithoutTheBodyAndOptionsTellsTheMethods() throws Exception {
    var get = send("GET", PROCESS, "");
    var head = send("HEAD", PROCESS, "");
    var options = send("OPTIONS", PROCESS, "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .isEqualTo(get.headers().firstValue("Content-Length")).isPresent();
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("PUT, DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void withATokenOnlyHealthIsForEverybody() throws Exception {
    restart(ServerConfig.at(ServerConfig.loopback(0).address(), Secret.of("the-token")));

    var refused = send("GET", PROCESS, "");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(refused.body()).doesNotContain("the-token");
    assertThat(send("GET", "/health", "").statusCode()).isEqualTo(200);
    var granted = client.send(HttpRequest.newBuilder(uri(PROCESS))
        .header("Authorization", "Bearer the-token").build(), BodyHandlers.ofString());
    assertThat(granted.statusCode()).isEqualTo(200);
  }

  @Test
  void closingWaitsForRequestsUnderWayAndTakesNoOthers() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    processes.step = () -> {
      begun.countDown();
      go.await();
      return new Answer(Optional.empty(), new Answer.Position(0, 0));
    };
    var call = client.sendAsync(request("POST", PROCESS + "/call", ""), BodyHandlers.ofString());
    begun.await();

    var closing = Thread.ofVirtual().start(server::close);
    await().until(() -> send("GET", "/health", "").body().contains("the server is closing"));
    go.countDown();

    assertThat(call.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
    closing.join();
  }

  @Test
  void closingInterruptsWhatTakesTooLong() throws Exception {
    restart(ServerConfig.loopback(0).withClosePatience(Duration.ZERO));
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    processes.step = () -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
        throw new IllegalStateException("nobody counts down");
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    };
    var _ = client.sendAsync(request("POST", PROCESS + "/call", ""), BodyHandlers.ofString());
    begun.await();

    server.close();

    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body)).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }
}
