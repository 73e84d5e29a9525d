package io.gapless.chains.xrpl.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.CodeNames;
import io.gapless.chains.xrpl.codec.CurrencyCode;
import java.util.HexFormat;
import java.util.OptionalInt;

/// Writes values in binary form. What cannot be one is an [IllegalArgumentException].
/// [Types](https://xrpl.org/docs/references/protocol/binary-format#type-list)
final class ValueWriter {

  private static final int STEP_ACCOUNT = 0x01;
  private static final int STEP_CURRENCY = 0x10;
  private static final int STEP_ISSUER = 0x20;
  private static final int STEP_MPT = 0x40;
  private static final int END_OF_PATH = 0xFF;
  private static final int END_OF_PATHS = 0x00;

  private static final int MPT_ID_LENGTH = 24;
  private static final int SEQUENCE_LENGTH = 4;

  private final ByteWriter out;
  private final AmountWriter amounts;

  ValueWriter(ByteWriter out) {
    this.out = out;
    this.amounts = new AmountWriter(out);
  }

  void write(KnownField field, JsonNode value) {
    FieldType type = field.type();
    switch (type) {
      case UINT8, UINT16, UINT32 -> out.number(number(field, value), type.length());
      case INT32 -> out.number(
          integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE), type.length());
      case UINT64 -> out.number(Long.parseUnsignedLong(text(value), 16), type.length());
      case UINT64_DECIMAL -> out.number(Long.parseUnsignedLong(text(value)), type.length());
      case HASH128, HASH160, HASH192, HASH256 -> out.all(hex(value, type.length()));
      case AMOUNT -> amounts.amount(value);
      case NUMBER -> amounts.number(text(value));
      case BLOB -> out.withLength(HexFormat.of().parseHex(text(value)));
      case ACCOUNT -> account(value);
      case VECTOR256 -> hashes(value);
      case PATH_SET -> paths(value);
      case CURRENCY -> out.all(CurrencyCode.bytes(text(value)));
      case ISSUE -> issue(value);
      case BRIDGE -> bridge(value);
      case OBJECT, ARRAY -> throw new IllegalArgumentException("not a plain value");
    }
  }

  /// The text of a member, or of the value itself.
  static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("no text");
    }
    return value.textValue();
  }

  static byte[] hex(JsonNode value, int length) {
    byte[] bytes = HexFormat.of().parseHex(text(value));
    if (bytes.length != length) {
      throw new IllegalArgumentException(bytes.length + " bytes, not " + length);
    }
    return bytes;
  }

  private static long number(KnownField field, JsonNode value) {
    return value.isTextual()
        ? code(field.name(), value.textValue())
        : integer(value, 0, (1L << (8 * field.type().length())) - 1);
  }

  private static long integer(JsonNode value, long min, long max) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min
        || value.longValue() > max) {
      throw new IllegalArgumentException("not of " + min + ".." + max + ": " + value);
    }
    return value.longValue();
  }

  /// The number that servers show by its name.
  private static int code(String field, String name) {
    OptionalInt code = switch (field) {
      case "TransactionType" -> CodeNames.TYPES.codeOf(name);
      case "TransactionResult" -> CodeNames.RESULTS.codeOf(name);
      case "LedgerEntryType" -> CodeNames.ENTRIES.codeOf(name);
      case "PermissionValue" -> permission(name);
      default -> throw new IllegalArgumentException("no number");
    };
    return code.orElseThrow(() -> new IllegalArgumentException(name + " is not known"));
  }

  private static OptionalInt permission(String name) {
    OptionalInt granular = CodeNames.PERMISSIONS.codeOf(name);
    OptionalInt type = CodeNames.TYPES.codeOf(name);
    return granular.isPresent() || type.isEmpty()
        ? granular
        : OptionalInt.of(type.getAsInt() + 1);
  }

  private void account(JsonNode value) {
    String address = text(value);
    out.withLength(address.isEmpty() ? new byte[0] : AccountId.of(address).bytes());
  }

  private void hashes(JsonNode value) {
    var all = new ByteWriter();
    for (JsonNode hash : array(value)) {
      all.all(hex(hash, FieldType.HASH256.length()));
    }
    out.withLength(all.bytes());
  }

  private void paths(JsonNode paths) {
    boolean isFirst = true;
    for (JsonNode path : array(paths)) {
      if (!isFirst) {
        out.number(END_OF_PATH, 1);
      }
      isFirst = false;
      array(path).forEach(this::step);
    }
    out.number(END_OF_PATHS, 1);
  }

  /// Its kind is what it has; the `type` that servers add says the same.
  private void step(JsonNode step) {
    int kind = (step.has("account") ? STEP_ACCOUNT : 0)
        | (step.has("currency") ? STEP_CURRENCY : 0)
        | (step.has("issuer") ? STEP_ISSUER : 0)
        | (step.has("mpt_issuance_id") ? STEP_MPT : 0);
    if (kind == 0 || step.path("type").asInt(kind) != kind) {
      throw new IllegalArgumentException("a step that is not known: " + step);
    }
    out.number(kind, 1);
    if (step.has("account")) {
      out.all(AccountId.of(text(step.get("account"))).bytes());
    }
    if (step.has("mpt_issuance_id")) {
      out.all(hex(step.get("mpt_issuance_id"), MPT_ID_LENGTH));
    }
    if (step.has("currency")) {
      out.all(CurrencyCode.bytes(text(step.get("currency"))));
    }
    if (step.has("issuer")) {
      out.all(AccountId.of(text(step.get("issuer"))).bytes());
    }
  }

  /// A multi-purpose token stands as its issuer, the account of nobody, and its sequence with the
  /// lowest byte first, though its id has it with the highest first.
  private void issue(JsonNode issue) {
    if (issue.has("mpt_issuance_id")) {
      byte[] id = hex(issue.get("mpt_issuance_id"), MPT_ID_LENGTH);
      out.all(id, SEQUENCE_LENGTH, AccountId.LENGTH).number(0, 12).number(1, 8);
      for (int i = SEQUENCE_LENGTH - 1; i >= 0; i--) {
        out.all(id, i, 1);
      }
      return;
    }
    out.all(CurrencyCode.bytes(text(issue.path("currency"))));
    if (issue.has("issuer")) {
      out.all(AccountId.of(text(issue.get("issuer"))).bytes());
    }
  }

  private void bridge(JsonNode bridge) {
    account(bridge.path("LockingChainDoor"));
    issue(bridge.path("LockingChainIssue"));
    account(bridge.path("IssuingChainDoor"));
    issue(bridge.path("IssuingChainIssue"));
  }

  private static JsonNode array(JsonNode value) {
    if (!value.isArray()) {
      throw new IllegalArgumentException("not an array");
    }
    return value;
  }
}
