package io.gapless.simulator.xrpl.encoding;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Fields with values, in canonical order: a transaction, its metadata, or an entry in it. Made by
/// one thread, then not changed.
public final class StObject {
  private final Map<Field, Object> values = new EnumMap<>(Field.class);

  /// Adds a number; a type or result by its code.
  public StObject with(Field field, long value) {
    values.put(field, value);
    return this;
  }

  /// Adds bytes: a hash or a blob.
  public StObject with(Field field, byte[] value) {
    values.put(field, value);
    return this;
  }

  /// Adds an amount.
  public StObject with(Field field, Amount value) {
    values.put(field, value);
    return this;
  }

  /// Adds an account.
  public StObject with(Field field, AccountId value) {
    values.put(field, value);
    return this;
  }

  /// Adds an object.
  public StObject with(Field field, StObject value) {
    values.put(field, value);
    return this;
  }

  /// Adds an array, each element of which is an object of one field, that of its content.
  public StObject with(Field field, List<StObject> value) {
    values.put(field, List.copyOf(value));
    return this;
  }

  /// Adds paths.
  public StObject with(Field field, Paths value) {
    values.put(field, value);
    return this;
  }

  /// The bytes, as the network stores and hashes them.
  public byte[] bytes() {
    return BinaryForm.bytes(this);
  }

  Map<Field, Object> values() {
    return values;
  }
}
