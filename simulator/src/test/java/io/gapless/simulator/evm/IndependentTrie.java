package io.gapless.simulator.evm;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/// A naive Merkle-Patricia trie over text of nibbles, with another library's RLP and Keccak: the
/// second opinion on what the simulator computes.
public final class IndependentTrie {
  private final SortedMap<String, byte[]> values = new TreeMap<>();

  /// The root of a list, mapped from the RLP of each index.
  public static byte[] rootOfList(List<byte[]> items) {
    var trie = new IndependentTrie();
    for (int i = 0; i < items.size(); i++) {
      byte[] key = RlpEncoder.encode(RlpString.create(i));
      trie.values.put(HexFormat.of().formatHex(key), items.get(i));
    }
    return trie.root();
  }

  private byte[] root() {
    return values.isEmpty()
        ? Hash.sha3(new byte[]{(byte) 0x80})
        : Hash.sha3(RlpEncoder.encode(node(values, 0)));
  }

  private static RlpType node(SortedMap<String, byte[]> part, int depth) {
    String first = part.firstKey();
    if (part.size() == 1) {
      return new RlpList(path(first.substring(depth), true),
          RlpString.create(part.values().iterator().next()));
    }
    int shared = depth;
    String last = part.lastKey();
    while (shared < Math.min(first.length(), last.length())
        && first.charAt(shared) == last.charAt(shared)) {
      shared++;
    }
    if (shared > depth) {
      return new RlpList(path(first.substring(depth, shared), false),
          reference(node(part, shared)));
    }
    List<RlpType> children = new ArrayList<>();
    for (char nibble : "0123456789abcdef".toCharArray()) {
      String prefix = first.substring(0, depth) + nibble;
      SortedMap<String, byte[]> child = part.subMap(prefix, prefix + "g");
      children.add(child.isEmpty() ? RlpString.create("") : reference(node(child, depth + 1)));
    }
    children.add(RlpString.create(""));
    return new RlpList(children);
  }

  private static RlpType reference(RlpType node) {
    byte[] encoded = RlpEncoder.encode(node);
    return encoded.length < 32 ? node : RlpString.create(Hash.sha3(encoded));
  }

  private static RlpString path(String nibbles, boolean leaf) {
    boolean odd = nibbles.length() % 2 == 1;
    String flag = odd ? (leaf ? "3" : "1") : leaf ? "20" : "00";
    return RlpString.create(HexFormat.of().parseHex(flag + nibbles));
  }
}
