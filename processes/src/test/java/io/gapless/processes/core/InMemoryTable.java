package io.gapless.processes.core;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// A table in memory that counts what really changed in it.
public final class InMemoryTable implements Table {

  private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private long changes;

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    byte[] old = entries.put(key.clone(), value.clone());
    if (key[0] != 'A' && (old == null || !Arrays.equals(old, value))) {
      changes++;
    }
  }

  @Override
  public void delete(byte[] key) {
    if (entries.remove(key) != null) {
      changes++;
    }
  }

  @Override
  public void visit(byte[] first, byte[] last, boolean backwards,
      BiPredicate<byte[], byte[]> visitor) {
    if (Arrays.compareUnsigned(first, last) > 0) {
      return;
    }
    var range = entries.subMap(first, true, last, true);
    for (var entry : (backwards ? range.descendingMap() : range).entrySet()) {
      if (!visitor.test(entry.getKey().clone(), entry.getValue().clone())) {
        return;
      }
    }
  }

  /// Times that a row was added, deleted or given another value; but for that of the newest command,
  /// which every command changes.
  long changes() {
    return changes;
  }

  /// Whether another table holds the same bytes.
  boolean holdsTheSameAs(InMemoryTable other) {
    return entries.size() == other.entries.size() && entries.entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getValue(), other.entries.get(entry.getKey())));
  }

  /// Number of rows.
  long size() {
    return entries.size();
  }

  /// Rows whose keys begin with a letter.
  long count(char kind) {
    return entries.keySet().stream().filter(key -> key[0] == kind).count();
  }

  /// Rows of one incarnation of a process.
  Map<byte[], byte[]> children(Removal removal) {
    byte[] first = Keys.children(removal.id(), removal.incarnation());
    return entries.subMap(first, true, Keys.last(first), true);
  }
}
