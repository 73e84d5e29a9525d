package io.gapless.gapdetector.coverage;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// A sorted table in memory.
final class TreeTable implements SortedTable {

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void put(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public void visit(byte[] from, byte[] to, boolean backwards,
      BiPredicate<byte[], byte[]> visitor) {
    var range = entries.subMap(from, true, to, true);
    for (var entry : (backwards ? range.descendingMap() : range).entrySet()) {
      if (!visitor.test(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  int size() {
    return entries.size();
  }
}
