package io.gapless.enricher.evm;

/// Whether transactions of a block are cheaper one by one or with the whole block.
///
/// One by one, `k` of them take `2k + 1` calls (transaction and receipt of each, the header), and no
/// more bytes than they have. The whole block takes two calls, and the bytes of all its `n`
/// transactions. A call is taken for as dear as the bytes of so many transactions, more so where
/// nodes limit calls.
///
/// For any thread.
public final class BlockCost {

  /// Calls that one transaction by its hash takes.
  public static final int CALLS_EACH = 2;
  /// Calls that a block takes, whole or not: its receipts and it, or its header.
  public static final int CALLS_WHOLE = 2;
  private static final int CALL = 10;
  private static final int SCARCE_CALL = 100;
  private static final double WEIGHT = 0.05;

  private volatile double transactions;

  /// @param transactions of a block, until some were seen
  public BlockCost(double transactions) {
    this.transactions = transactions;
  }

  /// Whether the whole block is cheaper.
  ///
  /// @param wanted transactions of the block
  /// @param scarce whether calls are limited
  public boolean isWholeCheaper(long wanted, boolean scarce) {
    long calls = calls(wanted) - CALLS_WHOLE;
    return calls * (scarce ? SCARCE_CALL : CALL) > transactions - wanted;
  }

  /// Calls that so many transactions of one block take by their hashes.
  public static long calls(long wanted) {
    return CALLS_EACH * wanted + 1;
  }

  /// Transactions of a block, as far as is known.
  public double transactions() {
    return transactions;
  }

  /// A block has so many transactions.
  synchronized void saw(int count) {
    transactions += WEIGHT * (count - transactions);
  }
}
