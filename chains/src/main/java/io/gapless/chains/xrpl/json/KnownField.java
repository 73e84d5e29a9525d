package io.gapless.chains.xrpl.json;

import io.gapless.chains.ResourceTable;
import io.gapless.chains.xrpl.codec.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A field of the binary form, by the table `fields.tsv`.
///
/// @param id type and number as [Field] writes them, by which the fields of an object are ordered
record KnownField(String name, FieldType type, int id) {

  private static final Map<String, KnownField> BY_NAME =
      ResourceTable.rows(KnownField.class, "fields.tsv", 3).stream().map(KnownField::of)
          .collect(Collectors.toUnmodifiableMap(KnownField::name, Function.identity()));

  private static KnownField of(List<String> cells) {
    FieldType type = FieldType.of(cells.get(1));
    return new KnownField(
        cells.get(0), type, Field.of(type.code(), Integer.parseInt(cells.get(2))));
  }

  /// The field of a name; empty where none is known by it.
  static Optional<KnownField> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
