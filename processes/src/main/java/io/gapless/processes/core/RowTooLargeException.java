package io.gapless.processes.core;

/// A command would make a row that the changelog does not take: what it wants is refused, for a row
/// that cannot be written would stop all processes of its partition.
final class RowTooLargeException extends RuntimeException {

  RowTooLargeException(int bytes, int most) {
    super("what is kept would take " + bytes + " bytes in one piece, and may take " + most
        + ": keep less, or say less at a time");
  }
}
