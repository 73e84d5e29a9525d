package io.gapless.benchmarks.e2e;

/// How large the measurement is.
///
/// @param transfers ERC-20 transfers of the chain, about
/// @param transfersPerBlock transfers in an average block
/// @param runs measured runs, after one that is not counted
public record EndToEndOptions(long transfers, int transfersPerBlock, int runs) {

  private static final long MOST_BLOCKS = 1_000_000;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public EndToEndOptions {
    if (transfers < 1) {
      throw new IllegalArgumentException("transfers < 1: " + transfers);
    }
    if (transfersPerBlock < 1 || transfersPerBlock > 5_000) {
      throw new IllegalArgumentException(
          "transfersPerBlock is not from 1 to 5000: " + transfersPerBlock);
    }
    if (runs < 1) {
      throw new IllegalArgumentException("runs < 1: " + runs);
    }
    if (transfers / transfersPerBlock > MOST_BLOCKS) {
      throw new IllegalArgumentException("more than " + MOST_BLOCKS + " blocks: ask for fewer"
          + " transfers, or for more a block");
    }
  }

  /// Blocks of the chain, the empty one at its beginning included.
  int blocks() {
    return Math.toIntExact(Math.ceilDiv(transfers, transfersPerBlock)) + 1;
  }
}
