package io.gapless.simulator.xrpl.encoding;

import static io.gapless.simulator.xrpl.encoding.Sha512Half.LENGTH;

import io.gapless.simulator.xrpl.encoding.Sha512Half.Prefix;
import java.util.Arrays;
import java.util.List;

/// The SHAMap of a ledger's transactions: sixteen branches a level, by the digits of the ids, each
/// leaf as near to the root as it is alone.
public final class TransactionTree {
  private static final int BRANCHES = 16;

  private final Sha512Half hash;
  private final List<TransactionBytes> sorted;

  private TransactionTree(Sha512Half hash, List<TransactionBytes> sorted) {
    this.hash = hash;
    this.sorted = sorted;
  }

  /// The root over transactions, which are sorted by id; 32 zeros where there are none.
  ///
  /// @param sorted by id, each id once
  public static byte[] root(Sha512Half hash, List<TransactionBytes> sorted) {
    return sorted.isEmpty()
        ? new byte[LENGTH]
        : new TransactionTree(hash, sorted).inner(0, sorted.size(), 0);
  }

  private byte[] inner(int start, int end, int depth) {
    byte[] children = new byte[BRANCHES * LENGTH];
    int position = start;
    while (position < end) {
      int digit = digit(position, depth);
      int after = position + 1;
      while (after < end && digit(after, depth) == digit) {
        after++;
      }
      byte[] child = after == position + 1 ? leaf(position) : inner(position, after, depth + 1);
      System.arraycopy(child, 0, children, digit * LENGTH, LENGTH);
      position = after;
    }
    return hash.hash(Prefix.INNER, children);
  }

  private byte[] leaf(int position) {
    TransactionBytes transaction = sorted.get(position);
    byte[] blob = transaction.blob();
    byte[] meta = transaction.meta();
    return hash.hash(Prefix.LEAF, lengthOf(blob), blob, lengthOf(meta), meta, transaction.id());
  }

  private int digit(int position, int depth) {
    byte pair = sorted.get(position).id()[depth / 2];
    return depth % 2 == 0 ? (pair >> 4) & 0xf : pair & 0xf;
  }

  private static byte[] lengthOf(byte[] bytes) {
    var out = new BinaryBuffer(3);
    out.length(bytes.length);
    return out.bytes();
  }

  /// A transaction as the network stores it, not to be changed.
  public static final class TransactionBytes implements Comparable<TransactionBytes> {
    private final byte[] id;
    private final byte[] blob;
    private final byte[] meta;

    /// A transaction by its bytes; its id follows from them.
    public TransactionBytes(Sha512Half hash, byte[] blob, byte[] meta) {
      this.id = hash.hash(Prefix.TRANSACTION, blob);
      this.blob = blob;
      this.meta = meta;
    }

    /// The id, 32 bytes.
    public byte[] id() {
      return id;
    }

    /// The signed transaction.
    public byte[] blob() {
      return blob;
    }

    /// What it did.
    public byte[] meta() {
      return meta;
    }

    @Override
    public int compareTo(TransactionBytes other) {
      return Arrays.compareUnsigned(id, other.id);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof TransactionBytes that && Arrays.equals(id, that.id)
          && Arrays.equals(meta, that.meta);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(id);
    }
  }
}
