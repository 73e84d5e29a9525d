package io.gapless.fetcher.evm.records;

import java.util.Arrays;

/// A type of an event's parameter, of those that datasets have columns for.
enum AbiType {

  ADDRESS("address"),
  BYTES32("bytes32"),
  UINT256("uint256"),
  BOOL("bool"),
  UINT256_LIST("uint256[]"),
  BYTES("bytes");

  private final String solidity;

  AbiType(String solidity) {
    this.solidity = solidity;
  }

  /// The type of this name in Solidity.
  ///
  /// @throws IllegalArgumentException if it is none of these
  static AbiType of(String solidity) {
    return Arrays.stream(values()).filter(type -> type.solidity.equals(solidity)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no parameter can be of type " + solidity));
  }

  /// Its name in Solidity.
  String solidity() {
    return solidity;
  }

  /// Whether a word says where in the data the value is, in place of the value.
  boolean isDynamic() {
    return this == UINT256_LIST || this == BYTES;
  }

  /// Whether a word can be a value of this type, which is not dynamic.
  boolean admits(byte[] source, int word) {
    return switch (this) {
      case ADDRESS -> AbiWords.isAddress(source, word);
      case BOOL -> AbiWords.number(source, word) >> 1 == 0;
      default -> true;
    };
  }
}
