package io.gapless.gates.market;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.Address;
import io.gapless.chains.evm.Keccak256;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/// The ERC-1155 token of an outcome of a condition, as the Conditional Tokens contract makes it
/// ([CTHelpers](https://github.com/gnosis/conditional-tokens-contracts)).
///
/// A condition and a set of its outcomes name a point of the curve alt_bn128, so that sets of several
/// conditions can be added; only positions on one condition are made here. The way goes forward only:
/// a token does not tell its condition.
///
/// @param tokenId the ERC-1155 id
public record PositionId(BigInteger tokenId) {

  private static final BigInteger FIELD = new BigInteger(
      "21888242871839275222246405745257275088696311157297823662689037894645226208583");
  private static final BigInteger B = BigInteger.valueOf(3);
  private static final BigInteger HALF = FIELD.subtract(BigInteger.ONE).shiftRight(1);
  private static final int ODD = 254;

  /// The id of a condition.
  ///
  /// @param oracle that will report it
  /// @param question that the oracle knows
  /// @param outcomes how many there are
  public static Hash32 condition(Address oracle, Hash32 question, int outcomes) {
    return Hash32.of(Keccak256.hash(ByteBuffer.allocate(Address.LENGTH + 2 * Hash32.LENGTH)
        .put(oracle.bytes()).put(question.bytes()).put(word(BigInteger.valueOf(outcomes)))
        .array()));
  }

  /// The set of outcomes as a point of the curve: its x, and in bit 254 which y.
  ///
  /// @param indexSet a bit an outcome: `1 << i` for outcome `i`
  public static Hash32 collection(Hash32 condition, BigInteger indexSet) {
    var hash = new BigInteger(1, Keccak256.hash(ByteBuffer.allocate(2 * Hash32.LENGTH)
        .put(condition.bytes()).put(word(indexSet)).array()));
    var x = hash.mod(FIELD);
    do {
      x = x.add(BigInteger.ONE).mod(FIELD);
    } while (!isOnCurve(x));
    return Hash32.of(word(hash.testBit(255) ? x.flipBit(ODD) : x));
  }

  /// The token of a set of outcomes, paid in this collateral.
  public static PositionId of(Address collateral, Hash32 collection) {
    return new PositionId(new BigInteger(1, Keccak256.hash(
        ByteBuffer.allocate(Address.LENGTH + Hash32.LENGTH).put(collateral.bytes())
            .put(collection.bytes()).array())));
  }

  /// The token of one outcome, counted from 0.
  public static PositionId of(Address collateral, Hash32 condition, int outcome) {
    return of(collateral, collection(condition, BigInteger.ONE.shiftLeft(outcome)));
  }

  /// Whether x³ + 3 is a square: Euler's criterion.
  private static boolean isOnCurve(BigInteger x) {
    var square = x.multiply(x).mod(FIELD).multiply(x).add(B).mod(FIELD);
    return square.signum() == 0 || square.modPow(HALF, FIELD).equals(BigInteger.ONE);
  }

  private static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] word = new byte[Hash32.LENGTH];
    int length = Math.min(bytes.length, word.length);
    System.arraycopy(bytes, bytes.length - length, word, word.length - length, length);
    return word;
  }
}
