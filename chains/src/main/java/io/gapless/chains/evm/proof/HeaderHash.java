package io.gapless.chains.evm.proof;

import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.Hash32;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Recomputes a block's hash from its header, with the fields that each fork added.
/// [Block header](https://ethereum.github.io/execution-specs/)
public final class HeaderHash {

  private record Field(String name, boolean isNumber) {}

  private static final List<Field> ALWAYS = List.of(
      bytes("parentHash"), bytes("sha3Uncles"), bytes("miner"), bytes("stateRoot"),
      bytes("transactionsRoot"), bytes("receiptsRoot"), bytes("logsBloom"), number("difficulty"),
      number("number"), number("gasLimit"), number("gasUsed"), number("timestamp"),
      bytes("extraData"), bytes("mixHash"), bytes("nonce"));

  /// In the order in which forks added them; each stands only where the header has it.
  private static final List<Field> ADDED = List.of(
      number("baseFeePerGas"), bytes("withdrawalsRoot"), number("blobGasUsed"),
      number("excessBlobGas"), bytes("parentBeaconBlockRoot"), bytes("requestsHash"));

  private HeaderHash() {}

  /// The hash that the header's fields make. Refuses a header that lacks a field or has one that is
  /// not hex with an [IllegalArgumentException].
  public static Hash32 of(EvmHeader header) {
    Map<String, String> fields = header.fields();
    var items = new ArrayList<byte[]>();
    for (Field field : ALWAYS) {
      String value = fields.get(field.name);
      if (value == null) {
        throw new IllegalArgumentException(header + " has no " + field.name);
      }
      items.add(encode(field, value));
    }
    for (Field field : ADDED) {
      String value = fields.get(field.name);
      if (value != null) {
        items.add(encode(field, value));
      }
    }
    return Hash32.of(Keccak256.hash(Rlp.list(items)));
  }

  /// Whether the header has the hash that it names.
  public static boolean isTrue(EvmHeader header) {
    return of(header).equals(header.hash());
  }

  private static byte[] encode(Field field, String value) {
    String digits = value.startsWith("0x") ? value.substring(2) : value;
    byte[] bytes = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    return field.isNumber ? Rlp.number(bytes) : Rlp.bytes(bytes);
  }

  private static Field bytes(String name) {
    return new Field(name, false);
  }

  private static Field number(String name) {
    return new Field(name, true);
  }
}
