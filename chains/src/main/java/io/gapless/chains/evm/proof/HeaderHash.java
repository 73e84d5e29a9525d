package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmHeader;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
  private static final List<Field> ETHEREUM = List.of(
      number("baseFeePerGas"), bytes("withdrawalsRoot"), number("blobGasUsed"),
      number("excessBlobGas"), bytes("parentBeaconBlockRoot"), bytes("requestsHash"));

  /// The same for Avalanche's C-Chain (and its other chains, which lack some of them), up to Helicon.
  /// [Its header](https://github.com/ava-labs/avalanchego/blob/master/graft/coreth/plugin/evm/customtypes/header_ext.go)
  private static final List<Field> AVALANCHE = List.of(
      bytes("extDataHash"), number("baseFeePerGas"), number("extDataGasUsed"),
      number("blockGasCost"), number("blobGasUsed"), number("excessBlobGas"),
      bytes("parentBeaconBlockRoot"), number("timestampMilliseconds"), number("minDelayExcess"),
      number("targetExponent"), number("minPriceExponent"), number("settledHeight"),
      number("settledGasUnix"), number("settledGasNumerator"), number("settledExcess"));

  private HeaderHash() {}

  /// The hash that the header's fields make. Refuses a header that lacks a field or has one that is
  /// not hex with an [IllegalArgumentException].
  public static Hash32 of(EvmHeader header) {
    missing(header).ifPresent(field -> {
      throw new IllegalArgumentException(header + " has no " + field);
    });
    Map<String, String> fields = header.fields();
    boolean avalanche = fields.containsKey("extDataHash") || fields.containsKey("blockGasCost");
    List<Field> present =
        Stream.concat(ALWAYS.stream(), (avalanche ? AVALANCHE : ETHEREUM).stream())
            .filter(field -> fields.containsKey(field.name))
            .toList();
    var out = new RlpWriter();
    for (Field field : present.reversed()) {
      byte[] value = value(fields, field);
      if (field.isNumber) {
        out.number(value);
      } else {
        out.bytes(value);
      }
    }
    out.list(0);
    return Hash32.of(out.hash());
  }

  /// The first field that each header is made of and this one does not come with.
  static Optional<String> missing(EvmHeader header) {
    return ALWAYS.stream()
        .map(Field::name)
        .filter(name -> !header.fields().containsKey(name))
        .findFirst();
  }

  /// Whether the header has the hash that it names.
  public static boolean isTrue(EvmHeader header) {
    return of(header).equals(header.hash());
  }

  private static byte[] value(Map<String, String> fields, Field field) {
    String value = fields.getOrDefault(field.name, "");
    String digits = value.startsWith("0x") ? value.substring(2) : value;
    return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
  }

  private static Field bytes(String name) {
    return new Field(name, false);
  }

  private static Field number(String name) {
    return new Field(name, true);
  }
}
