package io.gapless.chains.xrpl.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.LengthPrefix;
import io.gapless.chains.xrpl.codec.Sha512Half;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The tree of a ledger's transactions, 16 branches a node, in which each transaction stands with its
/// metadata at the end of the shortest way by its id that no other goes. For one thread.
/// [Hash tree](https://github.com/XRPLF/rippled/blob/develop/include/xrpl/shamap/README.md)
final class TransactionTree {

  /// Two different ids are apart at the last of their 64 digits at the latest.
  private static final int MAX_DEPTH = 64;

  private static final byte[] LEAF = {'S', 'N', 'D', 0};
  private static final byte[] INNER = {'M', 'I', 'N', 0};
  private static final int BRANCHES = 16;

  private final Sha512Half hash;
  private final byte[][] branches = new byte[MAX_DEPTH][];
  private final byte[] prefix = new byte[LengthPrefix.MAX_SIZE];

  TransactionTree(Sha512Half hash) {
    this.hash = hash;
  }

  /// The ids, each by the bytes of the transaction of the same place.
  List<Hash32> ids(List<XrplTransaction> transactions) {
    var ids = new ArrayList<Hash32>(transactions.size());
    for (XrplTransaction transaction : transactions) {
      ids.add(hash.transactionId(transaction.blob()));
    }
    return ids;
  }

  /// The root; zero where there is no transaction.
  ///
  /// @param ids those that [#ids] gives, each of which must be another
  Hash32 root(List<XrplTransaction> transactions, List<Hash32> ids) {
    var leaves = new Leaf[transactions.size()];
    for (int i = 0; i < leaves.length; i++) {
      byte[] id = ids.get(i).bytes();
      leaves[i] = new Leaf(id, leaf(transactions.get(i), id));
    }
    Arrays.sort(leaves, (one, other) -> Arrays.compareUnsigned(one.id, other.id));
    var root = new byte[Hash32.LENGTH];
    if (leaves.length > 0) {
      inner(leaves, 0, leaves.length, 0, root, 0);
    }
    return Hash32.of(root);
  }

  private byte[] leaf(XrplTransaction transaction, byte[] id) {
    hash.with(LEAF);
    withLength(transaction.blob());
    withLength(transaction.meta());
    var leaf = new byte[Hash32.LENGTH];
    hash.with(id).hashInto(leaf, 0);
    return leaf;
  }

  /// Writes the hash of the node over the leaves `first` to before `next`, which share the digits up
  /// to the depth.
  private void inner(Leaf[] leaves, int first, int next, int depth, byte[] target, int offset) {
    byte[] node = node(depth);
    for (int at = first; at < next;) {
      int digit = leaves[at].digit(depth);
      int end = at + 1;
      while (end < next && leaves[end].digit(depth) == digit) {
        end++;
      }
      if (end - at == 1) {
        System.arraycopy(leaves[at].hash, 0, node, digit * Hash32.LENGTH, Hash32.LENGTH);
      } else {
        inner(leaves, at, end, depth + 1, node, digit * Hash32.LENGTH);
      }
      at = end;
    }
    hash.with(INNER).with(node).hashInto(target, offset);
  }

  /// Only one node of a depth is at work at a time.
  private byte[] node(int depth) {
    byte[] node = branches[depth];
    if (node == null) {
      node = new byte[BRANCHES * Hash32.LENGTH];
      branches[depth] = node;
    } else {
      Arrays.fill(node, (byte) 0);
    }
    return node;
  }

  private void withLength(byte[] bytes) {
    hash.with(prefix, 0, LengthPrefix.write(bytes.length, prefix, 0)).with(bytes);
  }

  /// A transaction at its place: its id, and the hash of it with its metadata.
  private static final class Leaf {

    private final byte[] id;
    private final byte[] hash;

    private Leaf(byte[] id, byte[] hash) {
      this.id = id;
      this.hash = hash;
    }

    int digit(int depth) {
      int pair = id[depth >>> 1];
      return ((depth & 1) == 0 ? pair >>> 4 : pair) & 15;
    }
  }
}
