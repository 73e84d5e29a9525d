package io.gapless.processes.core;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// A table sorted by its keys, as unsigned bytes.
public interface Table {

  /// The value of a key; null if there is none.
  byte @Nullable [] get(byte[] key);

  /// Sets the value of a key.
  void put(byte[] key, byte[] value);

  /// Takes a key away, if it is there.
  void delete(byte[] key);

  /// Shows the entries of a range, both ends included, until the visitor returns false.
  ///
  /// @param backwards from the last to the first
  void visit(byte[] first, byte[] last, boolean backwards, BiPredicate<byte[], byte[]> visitor);
}
