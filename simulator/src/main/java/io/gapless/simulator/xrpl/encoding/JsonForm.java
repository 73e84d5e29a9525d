package io.gapless.simulator.xrpl.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import java.util.HexFormat;
import java.util.List;

/// Writes objects in the form that servers show to people.
public final class JsonForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private JsonForm() {}

  /// An object with its fields by name.
  public static ObjectNode of(StObject object) {
    ObjectNode json = JSON.objectNode();
    object.values().forEach((field, value) -> json.set(field.text(), of(field, value)));
    return json;
  }

  /// An amount: text of drops, or an object.
  public static JsonNode of(Amount amount) {
    return switch (amount) {
      case Drops drops -> JSON.textNode(drops.value());
      case Issued issued -> JSON.objectNode().put("currency", issued.currency().toString())
          .put("issuer", issued.issuer().toString()).put("value", issued.value());
      case Mpt mpt -> JSON.objectNode().put("mpt_issuance_id", mpt.issuanceIdText()).put("value",
          mpt.value());
    };
  }

  private static JsonNode of(Field field, Object value) {
    return switch (value) {
      case Long number -> number(field, number);
      case byte[] bytes -> JSON.textNode(HEX.formatHex(bytes));
      case AccountId account -> JSON.textNode(account.toString());
      case Amount amount -> of(amount);
      case StObject inner -> of(inner);
      case List<?> elements -> {
        ArrayNode array = JSON.arrayNode();
        elements.forEach(element -> array.add(of((StObject) element)));
        yield array;
      }
      case Paths paths -> of(paths);
      default -> throw new IllegalStateException("no JSON form of " + value.getClass());
    };
  }

  /// Eight bytes do not fit a number of JSON: they are text in hex, for tokens in decimal.
  private static JsonNode number(Field field, long value) {
    return switch (field) {
      case TRANSACTION_TYPE, LEDGER_ENTRY_TYPE, TRANSACTION_RESULT -> JSON
          .textNode(Codes.text(field, value));
      case MPT_AMOUNT, OUTSTANDING_AMOUNT -> JSON.textNode(Long.toUnsignedString(value));
      default -> field.type() == FieldType.UINT64
          ? JSON.textNode(Long.toHexString(value))
          : JSON.numberNode(value);
    };
  }

  private static JsonNode of(Paths paths) {
    ArrayNode all = JSON.arrayNode();
    for (List<Paths.Step> path : paths.paths()) {
      ArrayNode steps = all.addArray();
      for (Paths.Step step : path) {
        ObjectNode json = steps.addObject();
        step.account().ifPresent(account -> json.put("account", account.toString()));
        step.currency().ifPresent(currency -> json.put("currency", currency.toString()));
        step.issuer().ifPresent(issuer -> json.put("issuer", issuer.toString()));
        json.put("type", step.type());
      }
    }
    return all;
  }
}
