package io.gapless.gapdetector.coverage;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Bytes by key, in the keys' unsigned order.
public interface SortedTable {

  /// The value of a key, null if it has none.
  byte @Nullable [] get(byte[] key);

  /// Sets the value of a key; null deletes it.
  void put(byte[] key, byte @Nullable [] value);

  /// Visits entries in order until the visitor says false. The visitor must not write.
  ///
  /// @param from lowest key, inclusive
  /// @param to highest key, inclusive
  /// @param backwards from the highest to the lowest
  void visit(byte[] from, byte[] to, boolean backwards, BiPredicate<byte[], byte[]> visitor);
}
