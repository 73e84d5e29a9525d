package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import java.util.List;

/// The root of the Merkle-Patricia trie of a list, whose keys are the RLP of the places in it: how a
/// block names its transactions and receipts.
/// [The trie](https://ethereum.org/en/developers/docs/data-structures-and-encoding/patricia-merkle-trie/)
final class IndexTrie {

  private final byte[][] keys;
  private final byte[][] values;
  private final RlpWriter out = new RlpWriter();

  private IndexTrie(List<byte[]> list) {
    keys = new byte[list.size()][];
    values = new byte[list.size()][];
    int place = 0;
    // in the order of the keys: 0 is written as 0x80
    for (int i = 1; i < Math.min(0x80, list.size()); i++) {
      place = put(place, i, list);
    }
    for (int i = 0; i < list.size(); i = Math.max(i + 1, 0x80)) {
      place = put(place, i, list);
    }
  }

  private int put(int place, int index, List<byte[]> list) {
    out.number(index);
    keys[place] = out.take();
    values[place] = list.get(index);
    return place + 1;
  }

  static Hash32 root(List<byte[]> list) {
    var trie = new IndexTrie(list);
    if (list.isEmpty()) {
      trie.out.number(0);
    } else {
      trie.node(0, list.size(), 0);
    }
    return Hash32.of(trie.out.hash());
  }

  /// Writes the node of the keys `from` (included) to `to` (excluded), which share this many half
  /// bytes.
  private void node(int from, int to, int depth) {
    int mark = out.mark();
    if (to - from == 1) {
      out.bytes(values[from]);
      path(keys[from], depth, 2 * keys[from].length, true);
      out.list(mark);
      return;
    }
    int shared = shared(keys[from], keys[to - 1], depth);
    if (shared > depth) {
      branch(from, to, shared);
      out.reference(mark);
      path(keys[from], depth, shared, false);
      out.list(mark);
    } else {
      branch(from, to, depth);
    }
  }

  /// No key is the beginning of another, so a branch has no value.
  private void branch(int from, int to, int depth) {
    int mark = out.mark();
    out.number(0);
    int end = to;
    for (int digit = 15; digit >= 0; digit--) {
      int begin = end;
      while (begin > from && digit(keys[begin - 1], depth) == digit) {
        begin--;
      }
      if (begin < end) {
        int child = out.mark();
        node(begin, end, depth + 1);
        out.reference(child);
      } else {
        out.number(0);
      }
      end = begin;
    }
    out.list(mark);
  }

  /// Writes half bytes of a key in the trie's compact form.
  private void path(byte[] key, int from, int to, boolean leaf) {
    boolean odd = (to - from) % 2 != 0;
    var path = new byte[(to - from) / 2 + 1];
    path[0] = (byte) ((leaf ? 0x20 : 0) | (odd ? 0x10 | digit(key, from) : 0));
    int at = odd ? from + 1 : from;
    for (int i = 1; i < path.length; i++, at += 2) {
      path[i] = (byte) (digit(key, at) << 4 | digit(key, at + 1));
    }
    out.bytes(path);
  }

  private static int shared(byte[] first, byte[] last, int depth) {
    int at = depth;
    while (digit(first, at) == digit(last, at)) {
      at++;
    }
    return at;
  }

  private static int digit(byte[] key, int at) {
    return at % 2 == 0 ? key[at / 2] >>> 4 & 0xf : key[at / 2] & 0xf;
  }
}
