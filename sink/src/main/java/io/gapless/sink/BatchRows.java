package io.gapless.sink;

import io.gapless.schemas.rowbinary.RowBuffer;
import java.util.ArrayList;
import java.util.List;

/// The rows of a batch, in pieces that a processor's cache can hold: they are written column after
/// column, and each column goes through all rows of a piece. Takes no more memory than they need.
final class BatchRows {

  private static final int LEAST_BYTES = 1 << 14;
  private static final int PIECE_BYTES = 1 << 20;
  /// What the last row of a piece may take without the piece being copied.
  private static final int MARGIN = 1 << 14;

  private final List<RowBuffer> pieces = new ArrayList<>();
  private RowBuffer last;
  private int countBefore;
  private long bytesBefore;

  /// @param expectedBytes bytes that the rows will take, as far as can be told
  BatchRows(long expectedBytes) {
    last = new RowBuffer(expectedBytes < PIECE_BYTES ? LEAST_BYTES : PIECE_BYTES + MARGIN);
    pieces.add(last);
  }

  /// Where the next row is to be appended.
  RowBuffer next() {
    if (last.size() >= PIECE_BYTES) {
      countBefore += last.count();
      bytesBefore += last.size();
      last = new RowBuffer(PIECE_BYTES + MARGIN);
      pieces.add(last);
    }
    return last;
  }

  /// All rows, in their order; none of it may be changed.
  List<RowBuffer> pieces() {
    return pieces;
  }

  /// How many rows there are.
  int count() {
    return countBefore + last.count();
  }

  /// Bytes that the rows take.
  long bytes() {
    return bytesBefore + last.size();
  }

  /// Bytes of memory that are held for them.
  long memory() {
    long memory = 0;
    for (var piece : pieces) {
      memory += piece.bytes().length;
    }
    return memory;
  }
}
