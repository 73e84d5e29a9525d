package io.gapless.simulator.evm.encoding;

import java.util.ArrayList;
import java.util.List;

/// The root of the Merkle-Patricia trie of a block's list, which maps the RLP of an index to the
/// item at it: transactions and receipts. Reusable, for one thread, up to 65,536 items.
///
/// See [Merkle-Patricia trie](https://ethereum.org/en/developers/docs/data-structures-and-encoding/patricia-merkle-trie/).
public final class IndexedTrie {
  private final Keccak keccak = new Keccak();
  private final List<RlpBuffer> nodeByDepth = new ArrayList<>();
  private final byte[] hash = new byte[Keccak.HASH_LENGTH];
  private RlpBuffer items = new RlpBuffer();
  private int[] offsets = {};
  private int count;

  /// Computes the root of `count` items, the item `i` lying in `items` from `offsets[i]` to
  /// `offsets[i + 1]`, and writes it to `target`.
  public void root(RlpBuffer items, int[] offsets, int count, byte[] target, int targetOffset) {
    if (count > 0x10000) {
      throw new IllegalArgumentException("a block's list has more than 65536 items: " + count);
    }
    this.items = items;
    this.offsets = offsets;
    this.count = count;
    RlpBuffer root = count == 0 ? node(0).string(new byte[0]) : build(0, count, 0);
    keccak.update(root.bytes(), 0, root.size()).digest(target, targetOffset);
  }

  /// Builds the node of the items ranked `first` up to, not including, `end`, whose keys agree in
  /// their first `depth` nibbles.
  private RlpBuffer build(int first, int end, int depth) {
    RlpBuffer node = node(depth);
    int list = node.beginList();
    if (end - first == 1) {
      int index = index(first);
      path(node, index, depth, nibbles(index), true);
      node.string(items.bytes(), offsets[index], offsets[index + 1] - offsets[index]);
    } else {
      int shared = sharedNibbles(first, end, depth);
      if (shared > depth) {
        path(node, index(first), depth, shared, false);
        reference(node, build(first, end, shared));
      } else {
        branch(node, first, end, depth);
      }
    }
    node.endList(list);
    return node;
  }

  private void branch(RlpBuffer node, int first, int end, int depth) {
    int next = first;
    for (int nibble = 0; nibble < 16; nibble++) {
      int childFirst = next;
      while (next < end && nibble(index(next), depth) == nibble) {
        next++;
      }
      if (next == childFirst) {
        node.raw(0x80);
      } else {
        reference(node, build(childFirst, next, depth + 1));
      }
    }
    node.raw(0x80);
  }

  private void reference(RlpBuffer parent, RlpBuffer child) {
    if (child.size() < Keccak.HASH_LENGTH) {
      parent.raw(child.bytes(), 0, child.size());
    } else {
      keccak.update(child.bytes(), 0, child.size()).digest(hash, 0);
      parent.string(hash);
    }
  }

  private static void path(RlpBuffer node, int index, int first, int end, boolean leaf) {
    int length = end - first;
    int flag = leaf ? 2 : 0;
    byte[] path = new byte[length / 2 + 1];
    int from = first;
    if (length % 2 == 1) {
      path[0] = (byte) (((flag + 1) << 4) | nibble(index, from++));
    } else {
      path[0] = (byte) (flag << 4);
    }
    for (int i = 1; i < path.length; i++, from += 2) {
      path[i] = (byte) ((nibble(index, from) << 4) | nibble(index, from + 1));
    }
    node.string(path);
  }

  private int sharedNibbles(int first, int end, int depth) {
    // The items are in the order of their keys, so the outermost two share what all share.
    int left = index(first);
    int right = index(end - 1);
    int shared = depth;
    while (shared < Math.min(nibbles(left), nibbles(right))
        && nibble(left, shared) == nibble(right, shared)) {
      shared++;
    }
    return shared;
  }

  /// The index at a rank in the order of keys: the RLP of 0 is 0x80 and sorts after that of 127.
  private int index(int rank) {
    int zeroRank = Math.min(count, 0x80) - 1;
    if (rank < zeroRank) {
      return rank + 1;
    }
    return rank == zeroRank ? 0 : rank;
  }

  private static int nibbles(int index) {
    return index < 0x80 ? 2 : index < 0x100 ? 4 : 6;
  }

  private static int nibble(int index, int position) {
    int key = index == 0
        ? 0x80
        : index < 0x80 ? index : index < 0x100 ? 0x8100 | index : 0x820000 | index;
    return (key >>> ((nibbles(index) - 1 - position) * 4)) & 0xf;
  }

  private RlpBuffer node(int depth) {
    while (nodeByDepth.size() <= depth) {
      nodeByDepth.add(new RlpBuffer());
    }
    return nodeByDepth.get(depth).clear();
  }
}
