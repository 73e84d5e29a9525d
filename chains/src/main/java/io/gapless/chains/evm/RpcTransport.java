package io.gapless.chains.evm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.NodeError;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.RpcReply.Fault;
import io.gapless.chains.evm.RpcReply.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Sends JSON-RPC calls to one endpoint and says what came of them. All that can go wrong on the
/// way is a refusal.
final class RpcTransport {

  private static final int MAX_ERROR_BODY = 64 * 1024;

  private final Endpoint endpoint;
  private final HttpClient http;
  private final EvmSettings settings;
  private final ErrorClassifier classifier;
  private final AtomicLong nextId = new AtomicLong(1);

  RpcTransport(
      Endpoint endpoint, HttpClient http, EvmSettings settings, ErrorClassifier classifier) {
    this.endpoint = endpoint;
    this.http = http;
    this.settings = settings;
    this.classifier = classifier;
  }

  /// Reads the body of an answer that is not an HTTP error.
  @FunctionalInterface
  interface BodyReader {
    RpcReply read(InputStream body) throws IOException;
  }

  /// Sends the calls in one request: as a batch, or as the one call that they are.
  ///
  /// @param blocks how many blocks are asked for, empty for calls without a range
  Exchange send(List<RpcCall> calls, boolean batch, OptionalLong blocks, BodyReader reader)
      throws InterruptedException {
    long firstId = nextId.getAndAdd(calls.size());
    var asked = new Asked(calls.size(), batch, firstId, blocks);
    HttpRequest request = request(body(calls, batch, firstId));
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      return failed(new Refusal.Timeout(Said.of("no answer within " + settings.timeout())));
    } catch (IOException e) {
      return failed(new Refusal.ServerFault(Said.of(words("cannot connect or send", e))));
    }
    return read(response, asked, reader);
  }

  private record Asked(int calls, boolean batch, long firstId, OptionalLong blocks) {}

  private HttpRequest request(String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.uri())
        .timeout(settings.timeout())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (settings.gzip()) {
      request.header("Accept-Encoding", "gzip");
    }
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    return request.build();
  }

  private static String body(List<RpcCall> calls, boolean batch, long firstId) {
    var texts = new ArrayList<String>(calls.size());
    for (RpcCall call : calls) {
      texts.add(call.json(firstId + texts.size()));
    }
    return batch ? texts.stream().collect(Collectors.joining(",", "[", "]")) : texts.getFirst();
  }

  private Exchange read(HttpResponse<InputStream> response, Asked asked, BodyReader reader)
      throws InterruptedException {
    var deadline = new BodyDeadline(response.body(), settings.timeout());
    var body = new BodyStream(response.body());
    try (deadline) {
      boolean gzip =
          response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
      body = new BodyStream(gzip ? new GZIPInputStream(response.body(), 1 << 15) : response.body());
      return response.statusCode() / 100 == 2
          ? answered(response, asked, reader.read(body), body)
          : failed(response, asked, body);
    } catch (JsonEOFException e) {
      return failed(
          deadline.passed() ? late() : brokenOff(asked, body, words("the answer ends early", e)));
    } catch (JsonProcessingException e) {
      return failed(notJson(response, asked, body, e));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading from " + endpoint);
      }
      return failed(
          deadline.passed() ? late() : brokenOff(asked, body, words("the answer broke off", e)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return failed(new Refusal.BadAnswer(Said.of(endpoint.redact(words("bad answer", e)))));
    }
  }

  private Refusal late() {
    return new Refusal.Timeout(Said.of("the answer took longer than " + settings.timeout()));
  }

  /// Proxies cut answers that are too long, so fewer blocks may well pass.
  private static Refusal brokenOff(Asked asked, BodyStream body, String words) {
    boolean fewerMayPass = asked.blocks.orElse(1) > 1 && body.count() > 0;
    return fewerMayPass
        ? new Refusal.Density(OptionalLong.empty(), Said.of(words))
        : new Refusal.ServerFault(Said.of(words));
  }

  private Refusal notJson(
      HttpResponse<InputStream> response, Asked asked, BodyStream body, IOException cause) {
    var bad = new Refusal.BadAnswer(Said.of(words("not JSON-RPC", cause)));
    if (body.looksLikeJson()) {
      return bad;
    }
    Refusal refusal = classify(response, asked, null, body.head());
    return refusal instanceof Refusal.Unknown ? bad : refusal;
  }

  private Exchange failed(HttpResponse<InputStream> response, Asked asked, BodyStream body)
      throws IOException {
    byte[] text = body.readNBytes(MAX_ERROR_BODY);
    Fault fault = null;
    try {
      RpcReply reply = RpcReader.read(new ByteArrayInputStream(text), json -> json.skipChildren());
      fault = reply.members().stream()
          .map(Member::error)
          .filter(error -> error != null)
          .findFirst()
          .orElse(null);
    } catch (JsonProcessingException e) {
      // Many proxies answer in HTML or plain text: then the body alone is what was said.
      return failed(classify(response, asked, null, new String(text, UTF_8)));
    }
    return failed(classify(response, asked, fault, new String(text, UTF_8)));
  }

  private Exchange answered(
      HttpResponse<InputStream> response, Asked asked, RpcReply reply, BodyStream body) {
    if (asked.batch && !reply.batch()) {
      return failed(classify(response, asked, reply.members().getFirst().error(), body.head()));
    }
    var outcomes = new ArrayList<@Nullable Answer<Optional<Object>>>();
    for (int i = 0; i < asked.calls; i++) {
      outcomes.add(null);
    }
    for (Member member : reply.members()) {
      long place = place(member, asked, reply);
      if (place < 0 || place >= asked.calls || outcomes.get((int) place) != null) {
        return failed(bad("carries id " + member.id() + " that was not asked or came before"));
      }
      outcomes.set((int) place, outcome(response, asked, member, body));
    }
    var complete = new ArrayList<Answer<Optional<Object>>>();
    for (var outcome : outcomes) {
      if (outcome == null) {
        return failed(bad("answers " + reply.members().size() + " of " + asked.calls + " calls"));
      }
      complete.add(outcome);
    }
    return new Exchange.Answered(List.copyOf(complete), body.count());
  }

  /// Which call a member answers. An error may lack the id, where the server could not read it.
  private static long place(Member member, Asked asked, RpcReply reply) {
    if (member.id().isPresent()) {
      return member.id().getAsLong() - asked.firstId;
    }
    boolean loneError = member.error() != null && asked.calls == 1 && reply.members().size() == 1;
    return loneError ? 0 : -1;
  }

  private Answer<Optional<Object>> outcome(
      HttpResponse<InputStream> response, Asked asked, Member member, BodyStream body) {
    if (member.error() != null || !member.hasResult()) {
      return Answer
          .refused(classify(response, asked, member.error(), asked.batch ? "" : body.head()));
    }
    return Answer.of(Optional.ofNullable(member.result()));
  }

  private Refusal classify(
      HttpResponse<InputStream> response, Asked asked, @Nullable Fault fault, String body) {
    Optional<String> retryAfter = response.headers().firstValue("Retry-After");
    NodeError error = fault == null
        ? new NodeError(response.statusCode(), OptionalLong.empty(), "", "", body, retryAfter)
        : new NodeError(response.statusCode(), fault.code(), fault.message(), fault.data(), body,
            retryAfter);
    return classifier.classify(endpoint, error, asked.blocks);
  }

  private static Refusal bad(String words) {
    return new Refusal.BadAnswer(Said.of("the answer " + words));
  }

  private static Exchange failed(Refusal refusal) {
    return new Exchange.Failed(refusal);
  }

  private String words(String what, Exception cause) {
    String message = cause instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : cause.getMessage();
    String line =
        message == null ? cause.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    return endpoint.redact(what + ": " + line);
  }
}
