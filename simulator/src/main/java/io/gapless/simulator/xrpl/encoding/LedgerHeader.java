package io.gapless.simulator.xrpl.encoding;

import io.gapless.simulator.xrpl.encoding.Sha512Half.Prefix;
import java.time.Instant;

/// A ledger's header, whose 118 bytes hash to the ledger's hash. Its arrays are not to be changed.
public final class LedgerHeader {
  /// Seconds from 1970 to the network's epoch, the start of 2000.
  public static final long EPOCH = 946_684_800;
  private static final int LENGTH = 118;

  private final long index;
  private final long totalDrops;
  private final byte[] parentHash;
  private final byte[] transactionHash;
  private final byte[] accountHash;
  private final long parentCloseTime;
  private final long closeTime;
  private final int closeResolution;
  private final int closeFlags;

  /// A header by its fields; times are seconds since 2000.
  public LedgerHeader(long index, long totalDrops, byte[] parentHash, byte[] transactionHash,
      byte[] accountHash, long parentCloseTime, long closeTime, int closeResolution,
      int closeFlags) {
    this.index = index;
    this.totalDrops = totalDrops;
    this.parentHash = parentHash;
    this.transactionHash = transactionHash;
    this.accountHash = accountHash;
    this.parentCloseTime = parentCloseTime;
    this.closeTime = closeTime;
    this.closeResolution = closeResolution;
    this.closeFlags = closeFlags;
  }

  /// The same over other transactions.
  public LedgerHeader withTransactionHash(byte[] hash) {
    return new LedgerHeader(index, totalDrops, parentHash, hash, accountHash, parentCloseTime,
        closeTime, closeResolution, closeFlags);
  }

  /// The same with another state.
  public LedgerHeader withAccountHash(byte[] hash) {
    return new LedgerHeader(index, totalDrops, parentHash, transactionHash, hash, parentCloseTime,
        closeTime, closeResolution, closeFlags);
  }

  /// The bytes.
  public byte[] bytes() {
    return new BinaryBuffer(LENGTH).number(index, 4).number(totalDrops, 8).all(parentHash)
        .all(transactionHash).all(accountHash).number(parentCloseTime, 4).number(closeTime, 4)
        .one(closeResolution).one(closeFlags).bytes();
  }

  /// The ledger's hash.
  public byte[] hash(Sha512Half hash) {
    return hash.hash(Prefix.LEDGER, bytes());
  }

  /// The ledger's index.
  public long index() {
    return index;
  }

  /// Drops of XRP that there are after it.
  public long totalDrops() {
    return totalDrops;
  }

  /// The hash of the ledger before it.
  public byte[] parentHash() {
    return parentHash;
  }

  /// The root of its transactions.
  public byte[] transactionHash() {
    return transactionHash;
  }

  /// The root of its state.
  public byte[] accountHash() {
    return accountHash;
  }

  /// When the ledger before it closed, seconds since 2000.
  public long parentCloseTime() {
    return parentCloseTime;
  }

  /// When it closed, seconds since 2000.
  public long closeTime() {
    return closeTime;
  }

  /// When it closed.
  public Instant closedAt() {
    return Instant.ofEpochSecond(EPOCH + closeTime);
  }

  /// To how many seconds its close time is rounded.
  public int closeResolution() {
    return closeResolution;
  }

  /// 1 where there was no agreement on its close time, else 0.
  public int closeFlags() {
    return closeFlags;
  }
}
