package io.gapless.enricher.plan;

/// A place in the transactions of a chain, ordered by block and hash: all up to and with it are passed.
///
/// @param block number of the block or ledger
/// @param txHash 64 hex digits in lower case
public record Cursor(long block, String txHash) {

  private static final String LAST_HASH = "f".repeat(64);

  /// Before the first transaction of a block.
  public static Cursor before(long block) {
    return new Cursor(block - 1, LAST_HASH);
  }

  /// After the last transaction of a block.
  static Cursor after(long block) {
    return new Cursor(block, LAST_HASH);
  }
}
