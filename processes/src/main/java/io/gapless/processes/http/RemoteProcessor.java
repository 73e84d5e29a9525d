package io.gapless.processes.http;

import io.gapless.processes.Intent;
import io.gapless.processes.Processor;
import io.gapless.processes.Step;
import io.gapless.processes.StepFailedException;
import io.gapless.processes.json.JsonViews;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// User code that is a web service: a step is posted to it as JSON, and the answer is the intent.
///
/// ```text
/// POST {"task_type": "call", "step": "…", "attempt": 1, "args": "…", "context": "…",
///       "process": {"process_id": "42", "status": "running", …}, "history": […], "more_history": false}
/// 200  {"events": [{"payload": "paid"}], "action": {"timeout_at": "2026-01-31T12:00:00Z"},
///       "response": "thanks"}
/// 422  {"error": "no money"}
/// ```
///
/// Every request is signed, see [Signatures], and has the headers `Gapless-Step` with the step's token
/// and `Gapless-Attempt`. One that gets no answer, or 429 or 5xx, is sent again: the service may see a
/// step more than once, and knows it by its token. Any other status makes the step fail.
public final class RemoteProcessor implements Processor {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final RemoteConfig config;
  private final InstantSource clock;
  private final HttpClient http;

  /// @param clock that signatures are dated by
  public RemoteProcessor(RemoteConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /// What came of sending a step once.
  private sealed interface Sent {
    record Answered(HttpResponse<byte[]> response) implements Sent {}

    record NotThrough(String reason) implements Sent {}

    record NoTimeLeft() implements Sent {}
  }

  @Override
  public Intent process(Step step) throws InterruptedException {
    long deadline =
        System.nanoTime() + config.stepTimeout().multipliedBy(9).dividedBy(10).toNanos();
    var body = JsonViews.step(step, config.maxEvents()).toString().getBytes(StandardCharsets.UTF_8);
    var pause = config.firstPause();
    var reason = "no answer in time";
    while (true) {
      switch (send(step, body, deadline - System.nanoTime())) {
        case Sent.Answered(var response) -> {
          return intent(response.statusCode(), response.body());
        }
        case Sent.NotThrough(var told) -> {
          reason = told;
          if (deadline - System.nanoTime() <= pause.toNanos()) {
            throw unavailable(reason);
          }
        }
        case Sent.NoTimeLeft() -> throw unavailable(reason);
      }
      Thread.sleep(pause);
      var doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private Sent send(Step step, byte[] body, long patienceNanos) throws InterruptedException {
    var request = HttpRequest.newBuilder(config.uri()).header("Content-Type", "application/json")
        .header(Signatures.HEADER, Signatures.sign(config.secret(), body, clock.instant()))
        .header("Gapless-Step", PercentEncoding.encode(step.token()))
        .header("Gapless-Attempt", Integer.toString(step.attempt()))
        .POST(BodyPublishers.ofByteArray(body)).build();
    // one byte more than is allowed tells that there are more
    var sending = http.sendAsync(request, _ -> new BoundedBody(config.maxAnswerBytes() + 1));
    try {
      return sent(sending.get(patienceNanos, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Sent.NoTimeLeft();
    } catch (ExecutionException e) {
      return new Sent.NotThrough(
          e.getCause() instanceof ConnectException ? "no connection" : "the connection broke");
    } finally {
      sending.cancel(true);
    }
  }

  private static Sent sent(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    return status == 429 || status >= 500
        ? new Sent.NotThrough("it answered " + status)
        : new Sent.Answered(response);
  }

  private Intent intent(int status, byte[] body) {
    if (body.length > config.maxAnswerBytes()) {
      throw failed("more than " + config.maxAnswerBytes() + " bytes");
    }
    try {
      return switch (status) {
        case 200 -> JsonBodies.intent(body);
        case 422 -> throw new StepFailedException(error(body));
        default -> throw failed("status " + status);
      };
    } catch (BadFieldException e) {
      throw failed("what is no intent: " + e.getMessage());
    }
  }

  private static String error(byte[] body) {
    var reason = JsonFields.read(body, Set.of("error")).text("error");
    if (reason == null) {
      throw new BadFieldException("error", "is missing");
    }
    return reason;
  }

  private StepFailedException unavailable(String reason) {
    return new StepFailedException(
        "remote processor unavailable: " + config.host() + ": " + reason);
  }

  private StepFailedException failed(String answer) {
    return new StepFailedException("remote processor " + config.host() + " answered " + answer);
  }
}
