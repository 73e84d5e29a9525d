package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.gapless.chains.evm.RpcReply.Fault;
import io.gapless.chains.evm.RpcReply.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the envelope of [JSON-RPC 2.0](https://www.jsonrpc.org/specification) answers, single or
/// batch, and leaves each result to a [ResultReader] while it streams by. Members of the envelope
/// may come in any order: some nodes write the id behind the result.
final class RpcReader {

  /// A log's data is one text; the default limit of 20 million characters is below what chains hold.
  private static final int MAX_TEXT = 1 << 30;

  /// Buffers come from a pool that virtual threads share: per-thread ones would be made anew for
  /// each.
  static final JsonFactory JSON = JsonFactory.builder()
      .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
      .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
      .build();

  /// Reads a result. Called on its first token, returns on its last.
  @FunctionalInterface
  interface ResultReader {
    @Nullable
    Object read(JsonParser json) throws IOException;
  }

  private RpcReader() {}

  /// Reads a whole answer. Throws a [JsonEOFException] where it ends
  /// early, another [IOException] where it is no JSON or the connection breaks.
  static RpcReply read(InputStream body, ResultReader results) throws IOException {
    var members = new ArrayList<Member>();
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken root = json.nextToken();
      if (root == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          members.add(member(json, results));
        }
        require(json, json.currentToken() == JsonToken.END_ARRAY, "a batch of JSON objects");
      } else {
        require(json, root == JsonToken.START_OBJECT, "a JSON object or array");
        members.add(member(json, results));
      }
      require(json, json.nextToken() == null, "nothing after the answer");
      return new RpcReply(root == JsonToken.START_ARRAY, members);
    }
  }

  private static Member member(JsonParser json, ResultReader results) throws IOException {
    OptionalLong id = OptionalLong.empty();
    boolean hasResult = false;
    Object result = null;
    Fault error = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> id = number(json);
        case "result" -> {
          hasResult = true;
          result = results.read(json);
        }
        case "error" -> error = fault(json);
        default -> json.skipChildren();
      }
    }
    return new Member(id, hasResult, result, error);
  }

  /// The error whose first token is the current one; none where that is null.
  static @Nullable Fault fault(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return new Fault(OptionalLong.empty(), text(json), "");
    }
    OptionalLong code = OptionalLong.empty();
    String message = "";
    String data = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "code" -> code = number(json);
        case "message" -> message = text(json);
        default -> data = data + (data.isEmpty() ? "" : " ") + text(json);
      }
    }
    return new Fault(code, message, data);
  }

  /// The number that the current token is, or stands for; empty where it is none.
  static OptionalLong number(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return OptionalLong.of(json.getLongValue());
    }
    if (json.currentToken() == JsonToken.VALUE_STRING && json.getText().matches("-?\\d{1,18}")) {
      return OptionalLong.of(Long.parseLong(json.getText()));
    }
    json.skipChildren();
    return OptionalLong.empty();
  }

  /// A scalar value: an integer as the quantity that it is, `0x…`, anything else as it is written.
  static String quantityOrText(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? "0x" + Long.toHexString(json.getLongValue())
        : json.getText();
  }

  /// The value as text: a string as it is, anything else as JSON.
  private static String text(JsonParser json) throws IOException {
    if (json.currentToken().isScalarValue()) {
      return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
    }
    var out = new StringWriter();
    try (JsonGenerator copy = JSON.createGenerator(out)) {
      copy.copyCurrentStructure(json);
    }
    return out.toString();
  }

  static void require(JsonParser json, boolean condition, String expected) throws IOException {
    if (condition) {
      return;
    }
    if (json.currentToken() == null) {
      throw new JsonEOFException(json, null, "the answer ends early");
    }
    throw new JsonParseException(json, "expected " + expected + ", got " + json.currentToken());
  }
}
