package io.gapless.chains.xrpl;

import io.gapless.chains.Hash32;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The fields of a ledger that its hash is made of.
/// [Ledger header](https://xrpl.org/docs/references/protocol/ledger-data/ledger-header)
///
/// @param index of the ledger, 32 bits
/// @param totalDrops how much XRP there is
/// @param transactionHash root of the tree of transactions; zero where there are none
/// @param accountHash root of the tree of the ledger's state
/// @param parentCloseTime in seconds since 2000-01-01; missing in old answers in JSON form
/// @param closeTime in seconds since 2000-01-01
/// @param closeResolution in seconds, 2 to 120
/// @param closeFlags 1 where servers did not agree on the close time; missing in old answers in JSON
///     form
public record LedgerHeader(
    long index,
    long totalDrops,
    Hash32 parentHash,
    Hash32 transactionHash,
    Hash32 accountHash,
    OptionalLong parentCloseTime,
    long closeTime,
    int closeResolution,
    OptionalInt closeFlags) {

  /// How many bytes it has in binary form.
  public static final int LENGTH = 118;

  /// Where the parent's close time stands in the binary form.
  public static final int PARENT_CLOSE_TIME_OFFSET = 108;

  /// Where the close flags stand in the binary form.
  public static final int CLOSE_FLAGS_OFFSET = 117;

  /// Seconds from 1970-01-01 to 2000-01-01, where the network's time starts.
  public static final long RIPPLE_EPOCH = 946_684_800L;

  private static final long MAX_32 = 0xFFFF_FFFFL;

  /// Refuses numbers that do not fit their place in the binary form with an
  /// [IllegalArgumentException].
  public LedgerHeader {
    require("ledger index", index, MAX_32);
    require("close time", closeTime, MAX_32);
    require("close time resolution", closeResolution, 255);
    parentCloseTime.ifPresent(time -> require("parent close time", time, MAX_32));
    closeFlags.ifPresent(flags -> require("close flags", flags, 255));
  }

  private static void require(String name, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(name + " out of 0.." + max + ": " + value);
    }
  }

  /// Reads the binary form from the offset on; refuses one that is too short with an
  /// [IllegalArgumentException].
  public static LedgerHeader of(byte[] source, int offset) {
    if (offset < 0 || source.length - offset < LENGTH) {
      throw new IllegalArgumentException(
          "a ledger header has " + LENGTH + " bytes, not " + (source.length - offset));
    }
    var bytes = ByteBuffer.wrap(source);
    return new LedgerHeader(
        Integer.toUnsignedLong(bytes.getInt(offset)),
        bytes.getLong(offset + 4),
        Hash32.of(source, offset + 12),
        Hash32.of(source, offset + 44),
        Hash32.of(source, offset + 76),
        OptionalLong.of(Integer.toUnsignedLong(bytes.getInt(offset + PARENT_CLOSE_TIME_OFFSET))),
        Integer.toUnsignedLong(bytes.getInt(offset + 112)),
        Byte.toUnsignedInt(bytes.get(offset + 116)),
        OptionalInt.of(Byte.toUnsignedInt(bytes.get(offset + CLOSE_FLAGS_OFFSET))));
  }

  /// When it closed.
  public Instant closedAt() {
    return Instant.ofEpochSecond(RIPPLE_EPOCH + closeTime);
  }

  /// The binary form that the hash is made of; empty where a field is missing.
  public Optional<byte[]> bytes() {
    if (parentCloseTime.isEmpty() || closeFlags.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(ByteBuffer.allocate(LENGTH)
        .putInt((int) index)
        .putLong(totalDrops)
        .put(parentHash.bytes())
        .put(transactionHash.bytes())
        .put(accountHash.bytes())
        .putInt((int) parentCloseTime.getAsLong())
        .putInt((int) closeTime)
        .put((byte) closeResolution)
        .put((byte) closeFlags.getAsInt())
        .array());
  }

  /// The same with the two fields that may have been missing.
  public LedgerHeader with(long parentCloseTime, int closeFlags) {
    return new LedgerHeader(index, totalDrops, parentHash, transactionHash, accountHash,
        OptionalLong.of(parentCloseTime), closeTime, closeResolution,
        OptionalInt.of(closeFlags));
  }

  /// `ledger 123`.
  @Override
  public String toString() {
    return "ledger " + index;
  }
}
