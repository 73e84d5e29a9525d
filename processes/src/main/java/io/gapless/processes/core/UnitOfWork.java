package io.gapless.processes.core;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The changes of one command, kept apart from the table until all of it has been applied.
final class UnitOfWork implements Table {

  /// A broker takes records of a megabyte unless told otherwise.
  private static final int MOST_BYTES = 900_000;
  /// So that it can be written down what became of a command that was too large.
  private static final int MOST_BYTES_OF_A_FAILURE = 1_000_000;

  private final Table table;
  /// Empty where a key was taken away.
  private final NavigableMap<byte[], Optional<byte[]>> changes =
      new TreeMap<>(Arrays::compareUnsigned);
  private int mostBytes = MOST_BYTES;

  UnitOfWork(Table table) {
    this.table = table;
  }

  /// Whether there is a change of a key.
  boolean changes(byte[] key) {
    return changes.containsKey(key);
  }

  /// Begins again, for what is written down of a command that failed.
  void beginFailure() {
    changes.clear();
    mostBytes = MOST_BYTES_OF_A_FAILURE;
  }

  /// Writes the changes to the table, in the order of their keys.
  void commit() {
    changes.forEach((key, value) -> value.ifPresentOrElse(
        present -> table.put(key, present), () -> table.delete(key)));
    discard();
  }

  /// Forgets the changes.
  void discard() {
    changes.clear();
    mostBytes = MOST_BYTES;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    var change = changes.get(key);
    return change == null ? table.get(key) : change.orElse(null);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    if (value.length > mostBytes) {
      throw new RowTooLargeException(value.length, mostBytes);
    }
    changes.put(key, Optional.of(value));
  }

  @Override
  public void delete(byte[] key) {
    changes.put(key, Optional.empty());
  }

  @Override
  public void visit(byte[] first, byte[] last, boolean backwards,
      BiPredicate<byte[], byte[]> visitor) {
    if (Arrays.compareUnsigned(first, last) > 0) {
      return;
    }
    var inRange = changes.subMap(first, true, last, true);
    if (inRange.isEmpty()) {
      table.visit(first, last, backwards, visitor);
      return;
    }
    var merge = new Merge(backwards ? inRange.descendingMap() : inRange, backwards, visitor);
    table.visit(first, last, backwards, merge::next);
    merge.rest();
  }

  /// Shows changes and the table's entries in one order; where both have a key, the change.
  private static final class Merge {

    private final Iterator<Entry<byte[], Optional<byte[]>>> changes;
    private final boolean backwards;
    private final BiPredicate<byte[], byte[]> visitor;
    private @Nullable Entry<byte[], Optional<byte[]>> change;
    private boolean goesOn = true;

    Merge(NavigableMap<byte[], Optional<byte[]>> changes, boolean backwards,
        BiPredicate<byte[], byte[]> visitor) {
      this.changes = changes.entrySet().iterator();
      this.backwards = backwards;
      this.visitor = visitor;
      this.change = this.changes.next();
    }

    boolean next(byte[] key, byte[] value) {
      int order = order(key);
      while (goesOn && change != null && order < 0) {
        showChange(change);
        order = order(key);
      }
      if (goesOn && change != null && order == 0) {
        showChange(change);
      } else if (goesOn) {
        goesOn = visitor.test(key, value);
      }
      return goesOn;
    }

    void rest() {
      while (goesOn && change != null) {
        showChange(change);
      }
    }

    /// Whether the next change comes before a key (negative), is its, or comes after it.
    private int order(byte[] key) {
      if (change == null) {
        return 1;
      }
      int order = Arrays.compareUnsigned(change.getKey(), key);
      return backwards ? -order : order;
    }

    private void showChange(Entry<byte[], Optional<byte[]>> shown) {
      change = changes.hasNext() ? changes.next() : null;
      shown.getValue().ifPresent(value -> goesOn = visitor.test(shown.getKey(), value));
    }
  }
}
