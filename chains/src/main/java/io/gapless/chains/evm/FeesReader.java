package io.gapless.chains.evm;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/// Gathers what a transaction cost from the members of its receipt.
final class FeesReader {

  private OptionalLong gasUsed = OptionalLong.empty();
  private Optional<BigInteger> gasPrice = Optional.empty();
  private OptionalLong blobGasUsed = OptionalLong.empty();
  private Optional<BigInteger> blobGasPrice = Optional.empty();
  private Optional<BigInteger> l1Fee = Optional.empty();
  private Optional<BigInteger> l1GasUsed = Optional.empty();
  private Optional<BigInteger> l1GasPrice = Optional.empty();
  private Optional<BigInteger> l1BaseFeeScalar = Optional.empty();
  private Optional<BigInteger> l1BlobBaseFee = Optional.empty();
  private Optional<BigInteger> l1BlobBaseFeeScalar = Optional.empty();

  /// Takes a member; one that tells of no cost is passed over.
  void text(String name, String value) {
    switch (name) {
      case "gasUsed" -> gasUsed = OptionalLong.of(Hex.quantity(value));
      case "effectiveGasPrice" -> gasPrice = Optional.of(number(value));
      case "blobGasUsed" -> blobGasUsed = OptionalLong.of(number(value).longValueExact());
      case "blobGasPrice" -> blobGasPrice = Optional.of(number(value));
      case "l1Fee" -> l1Fee = Optional.of(number(value));
      case "l1GasUsed" -> l1GasUsed = Optional.of(number(value));
      case "l1GasPrice" -> l1GasPrice = Optional.of(number(value));
      case "l1BaseFeeScalar" -> l1BaseFeeScalar = Optional.of(number(value));
      case "l1BlobBaseFee" -> l1BlobBaseFee = Optional.of(number(value));
      case "l1BlobBaseFeeScalar" -> l1BlobBaseFeeScalar = Optional.of(number(value));
      default -> {
        // no cost
      }
    }
  }

  /// All of it. Gas used that is not stated, as nodes leave out zeros, is what the cumulative gas grew
  /// by; a receipt for which that is not known either is refused with an [IllegalArgumentException].
  ///
  /// @param cumulativeGasUsed gas used in the block up to and with the transaction
  /// @param gasBefore the same of the transaction before it; empty where it is not known
  EvmFees fees(long cumulativeGasUsed, OptionalLong gasBefore) {
    return new EvmFees(gasUsed(cumulativeGasUsed, gasBefore), gasPrice, blobGasUsed, blobGasPrice,
        l1Fee, l1GasUsed, l1GasPrice, l1BaseFeeScalar, l1BlobBaseFee, l1BlobBaseFeeScalar);
  }

  private long gasUsed(long cumulativeGasUsed, OptionalLong gasBefore) {
    if (gasUsed.isPresent()) {
      return gasUsed.getAsLong();
    }
    if (cumulativeGasUsed == 0) {
      return 0;
    }
    long before = gasBefore
        .orElseThrow(() -> new IllegalArgumentException("a receipt does not tell its gas"));
    return Math.max(0, cumulativeGasUsed - before);
  }

  /// Reads a quantity, or the decimal digits that some write in its place.
  private static BigInteger number(String value) {
    return value.startsWith("0x")
        ? new BigInteger(1, Hex.number(value))
        : new BigInteger(requireDigits(value));
  }

  private static String requireDigits(String value) {
    if (!value.chars().allMatch(Character::isDigit)) {
      throw new IllegalArgumentException("a fee is not a number: " + value);
    }
    return value;
  }
}
