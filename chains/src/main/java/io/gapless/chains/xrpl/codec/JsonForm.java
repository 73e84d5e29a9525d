package io.gapless.chains.xrpl.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.XrplTransaction;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xrpl.xrpl4j.codec.binary.XrplBinaryCodec;
import org.xrpl.xrpl4j.codec.binary.definitions.DefinitionsService;

/// Re-serialises transactions that came in JSON form.
final class JsonForm {

  private static final XrplBinaryCodec CODEC = XrplBinaryCodec.getInstance();
  private static final DefinitionsService DEFINITIONS = DefinitionsService.getInstance();
  private static final int MAX_DEPTH = 20;

  /// Said of each step of a path, though what else it has says the same.
  private static final List<String> STEP_KINDS = List.of("type", "type_hex");

  private JsonForm() {}

  /// Reads a member of `transactions`: of API v1, flat with `metaData`, or of v2, with `tx_json`.
  static XrplTransaction read(JsonNode transaction, Optional<Hash32> id) {
    JsonNode flat = transaction.path("tx_json");
    JsonNode meta = transaction.path("metaData");
    try {
      byte[] blob = binary("the transaction", flat.isObject() ? flat : transaction);
      return XrplTransaction.reserialised(
          blob, binary("its metadata", meta.isObject() ? meta : transaction.path("meta")), id);
    } catch (NotBinaryException e) {
      return XrplTransaction.notBinary(id, e.why);
    }
  }

  private static byte[] binary(String what, JsonNode form) {
    if (!(form instanceof ObjectNode object)) {
      throw new UnreadableLedgerException("neither tx_blob nor " + what + " as an object");
    }
    ObjectNode fields = object.deepCopy();
    onlyWithAmount(fields);
    // Where API v1 has them flat, they are beside the fields.
    fields.remove("metaData");
    fields.remove("meta");
    prepare(fields, 0);
    try {
      return HexFormat.of().parseHex(CODEC.encode(fields.toString()));
    } catch (JsonProcessingException | RuntimeException e) {
      throw new NotBinaryException(what + " cannot be re-serialised: " + e.getMessage());
    }
  }

  /// API v2 calls a payment's amount `DeliverMax`, v1 has it under both names.
  private static void onlyWithAmount(ObjectNode fields) {
    JsonNode deliverMax = fields.remove("DeliverMax");
    if (deliverMax != null && !fields.has("Amount")) {
      fields.set("Amount", deliverMax);
    }
  }

  /// Brings the form into what the codec takes. It leaves out what it does not know without a word,
  /// which must not pass; servers write what is in no binary form, such as `delivered_amount`, in
  /// lower case.
  private static void prepare(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new NotBinaryException("it is nested deeper than " + MAX_DEPTH);
    }
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String name = field.getKey();
        if (!name.isEmpty() && Character.isUpperCase(name.charAt(0))
            && DEFINITIONS.getFieldInfo(name).isEmpty()) {
          throw new NotBinaryException("its field " + name + " is not known to the codec");
        }
      }
      object.remove(STEP_KINDS);
      JsonNode currency = object.path("currency");
      if (currency.isTextual()) {
        object.put("currency", withHex(currency.textValue()));
      }
    }
    for (JsonNode child : node) {
      prepare(child, depth + 1);
    }
  }

  /// The codec refuses some of the characters that codes are made of.
  private static String withHex(String code) {
    return code.length() == 3 && !code.equals("XRP")
        ? "00".repeat(12) + HexFormat.of().withUpperCase().formatHex(code.getBytes(US_ASCII))
            + "00".repeat(5)
        : code;
  }

  /// There is no way from the JSON form to the binary one.
  private static final class NotBinaryException extends RuntimeException {

    private final String why;

    NotBinaryException(String why) {
      super(why);
      this.why = why.lines().findFirst().orElse(why);
    }
  }
}
