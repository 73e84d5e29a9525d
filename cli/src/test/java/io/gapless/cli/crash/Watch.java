package io.gapless.cli.crash;

import java.util.function.BooleanSupplier;

/// How far something is that processes are killed in.
interface Watch {

  /// How much is done.
  long done();

  /// Reads on until so much is done.
  ///
  /// @param goesOn asked all the while, may throw
  /// @return false if it did not go on before
  /// @throws AssertionError if nothing more gets done
  boolean await(long wanted, BooleanSupplier goesOn);
}
