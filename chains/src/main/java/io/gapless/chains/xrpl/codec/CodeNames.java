package io.gapless.chains.xrpl.codec;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.gapless.chains.ResourceTable;
import java.util.Map;
import java.util.OptionalInt;

/// The names of numbers of one kind; new ones come with the network's amendments.
public final class CodeNames {

  /// Of a transaction's type; `type 999` where there is none.
  public static final CodeNames TYPES = new CodeNames("type", "types.tsv");

  /// Of a transaction's result; `result 250` where there is none.
  public static final CodeNames RESULTS = new CodeNames("result", "results.tsv");

  /// Of the type of an entry in a ledger's state; `entry 999` where there is none.
  public static final CodeNames ENTRIES = new CodeNames("entry", "entries.tsv");

  /// Of what an account can leave to another, apart from whole types of transactions; `permission 999`
  /// where there is none.
  public static final CodeNames PERMISSIONS = new CodeNames("permission", "permissions.tsv");

  private final String kind;
  private final Map<Integer, String> names;
  private final Map<String, Integer> codes;

  private CodeNames(String kind, String resource) {
    this.kind = kind;
    this.names = ResourceTable.rows(CodeNames.class, resource, 2).stream()
        .collect(toUnmodifiableMap(row -> Integer.valueOf(row.get(0)), row -> row.get(1)));
    this.codes = names.entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  /// The name of a number; its kind and the number where it has none.
  public String of(int code) {
    String name = names.get(code);
    return name != null ? name : kind + " " + code;
  }

  /// The number of a name; empty where no number is known by it.
  public OptionalInt codeOf(String name) {
    Integer code = codes.get(name);
    return code != null ? OptionalInt.of(code) : OptionalInt.empty();
  }
}
