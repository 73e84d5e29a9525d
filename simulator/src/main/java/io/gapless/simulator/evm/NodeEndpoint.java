package io.gapless.simulator.evm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gapless.simulator.evm.limits.Gate;
import io.gapless.simulator.evm.limits.Wordings;
import io.gapless.simulator.evm.rpc.CountingStream;
import io.gapless.simulator.evm.rpc.JsonOut;
import io.gapless.simulator.evm.rpc.NodeView;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RefusedException;
import io.gapless.simulator.evm.rpc.RequestCounters;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import io.gapless.simulator.evm.rpc.RpcCall;
import io.gapless.simulator.evm.rpc.RpcHandler;
import io.gapless.simulator.http.HttpListener;
import io.gapless.simulator.http.HttpReply;
import io.gapless.simulator.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// JSON-RPC 2.0 over HTTP: single calls and batches, throttled and delayed as the options say.
final class NodeEndpoint implements HttpListener.Handler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");
  private static final JsonNode NO_ID = MissingNode.getInstance();

  private final RpcHandler handler;
  private final Gate gate;
  private final NodeState state;
  private final EvmNodeOptions options;
  private final Wordings wordings;
  private final RequestCounters counters;

  NodeEndpoint(RpcHandler handler, Gate gate, NodeState state, EvmNodeOptions options,
      Wordings wordings, RequestCounters counters) {
    this.handler = handler;
    this.gate = gate;
    this.state = state;
    this.options = options;
    this.wordings = wordings;
    this.counters = counters;
  }

  @Override
  public HttpReply answer(HttpRequest request) throws InterruptedException {
    counters.request();
    if (!request.method().equals("POST")) {
      return HttpReply.text(405, "JSON-RPC wants POST\n");
    }
    Thread.sleep(options.latency());
    JsonNode body;
    try {
      body = JSON.readTree(request.body());
    } catch (JacksonException e) {
      return single(NO_ID, RpcAnswer.refused(Refusal.INVALID, -32700, "parse error"));
    } catch (IOException e) {
      throw new IllegalStateException(e); // not from memory
    }
    int calls = Math.max(1, body.isArray() ? body.size() : 1);
    var throttled = gate.refuse(calls);
    if (throttled.isPresent()) {
      counters.refused(Refusal.THROTTLED, calls);
      return tooSoon(body, throttled.get());
    }
    NodeView view = state.nextRequest();
    return body.isArray() ? batch(body, view) : single(body.path("id"), call(body, view));
  }

  private HttpReply tooSoon(JsonNode body, Gate.Throttled throttled) {
    List<Reply> replies = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(call -> replies.add(new Reply(call.path("id"), throttled.refusal())));
    } else {
      replies.add(new Reply(body.path("id"), throttled.refusal()));
    }
    HttpReply.Body error = out -> write(replies, body.isArray(), out);
    return switch (throttled.style()) {
      case JSON_RPC -> new HttpReply(200, JSON_TYPE, error);
      case HTTP_429, HTTP_429_BACKOFF -> new HttpReply(429, JSON_TYPE, error);
      case HTTP_429_RETRY_AFTER -> new HttpReply(429, Map.of("Content-Type", "application/json",
          "Retry-After", String.valueOf(throttled.retryAfter())), error);
    };
  }

  private HttpReply batch(JsonNode body, NodeView view) {
    if (body.isEmpty()) {
      return single(NO_ID, RpcAnswer.refused(Refusal.INVALID, -32600, "empty batch"));
    }
    int batchLimit = options.limits().batchLimit();
    if (batchLimit > 0 && body.size() > batchLimit) {
      return single(NO_ID, wordings.refuse(Refusal.BATCH, batchLimit));
    }
    List<Reply> replies = new ArrayList<>();
    body.forEach(call -> replies.add(new Reply(call.path("id"), call(call, view))));
    replies.forEach(reply -> countRefusal(reply.answer()));
    return new HttpReply(200, JSON_TYPE, out -> write(replies, true, out));
  }

  private HttpReply single(JsonNode id, RpcAnswer answer) {
    countRefusal(answer);
    int status = answer instanceof RpcAnswer.Refused refused ? refused.httpStatus() : 200;
    return new HttpReply(status, JSON_TYPE,
        out -> write(List.of(new Reply(id, answer)), false, out));
  }

  private RpcAnswer call(JsonNode call, NodeView view) {
    if (!call.path("method").isTextual()) {
      return RpcAnswer.refused(Refusal.INVALID, -32600, "invalid request");
    }
    String method = call.path("method").textValue();
    try {
      RpcAnswer answer = handler.answer(new RpcCall(method, call.path("params"), view));
      if (answer instanceof RpcAnswer.Result) {
        counters.served(method);
      }
      return answer;
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  private void countRefusal(RpcAnswer answer) {
    if (answer instanceof RpcAnswer.Refused refused) {
      counters.refused(refused.kind(), 1);
    }
  }

  private void write(List<Reply> replies, boolean array, OutputStream stream) throws IOException {
    var counted = new CountingStream(stream, counters);
    var out = new JsonOut(counted);
    for (int i = 0; i < replies.size(); i++) {
      out.raw(!array ? "" : i == 0 ? "[" : ",");
      write(replies.get(i), out);
    }
    out.raw(array ? "]" : "").flush();
  }

  private static void write(Reply reply, JsonOut out) throws IOException {
    String id = reply.id().isMissingNode() ? "null" : reply.id().toString();
    out.raw("{\"jsonrpc\":\"2.0\",\"id\":" + id);
    switch (reply.answer()) {
      case RpcAnswer.Result(var json) -> {
        out.raw(",\"result\":");
        json.writeTo(out);
        out.raw("}");
      }
      case RpcAnswer.Refused(_, _, var code, var message, var data) -> {
        out.raw(",\"error\":{\"code\":" + code + ",\"message\":" + TextNode.valueOf(message));
        out.raw((data.isEmpty() ? "" : ",\"data\":" + data) + "}}");
      }
    }
  }

  private record Reply(JsonNode id, RpcAnswer answer) {}
}
