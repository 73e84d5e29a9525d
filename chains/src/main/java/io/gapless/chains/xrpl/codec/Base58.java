package io.gapless.chains.xrpl.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Addresses: base 58 with the network's own digits, a zero in front and a checksum behind.
/// [base58 encodings](https://xrpl.org/docs/references/protocol/data-types/base58-encodings)
final class Base58 {

  private static final String DIGITS =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int digit = 0; digit < DIGITS.length(); digit++) {
      VALUES[DIGITS.charAt(digit)] = (byte) digit;
    }
  }

  private static final int CHECKSUM = 4;
  private static final int LENGTH = 1 + AccountId.LENGTH + CHECKSUM;
  private static final int MAX_CHARACTERS = 35;

  private Base58() {}

  /// The address of an account's 20 bytes.
  static String address(byte[] account) {
    var number = new byte[LENGTH];
    System.arraycopy(account, 0, number, 1, account.length);
    System.arraycopy(
        checksum(number), 0, number, LENGTH - CHECKSUM, CHECKSUM);
    int zeros = 0;
    while (number[zeros] == 0) {
      zeros++;
    }
    var text = new char[MAX_CHARACTERS];
    int at = text.length;
    for (int first = zeros; first < LENGTH;) {
      text[--at] = DIGITS.charAt(divide(number, first));
      while (first < LENGTH && number[first] == 0) {
        first++;
      }
    }
    for (int i = 0; i < zeros; i++) {
      text[--at] = DIGITS.charAt(0);
    }
    return new String(text, at, text.length - at);
  }

  /// The 20 bytes of an address; refuses what is none with an [IllegalArgumentException].
  static byte[] accountBytes(String address) {
    var number = new byte[LENGTH];
    if (address.length() > MAX_CHARACTERS || !parse(address, number) || number[0] != 0
        || !Arrays.equals(checksum(number), 0, CHECKSUM, number, LENGTH - CHECKSUM, LENGTH)
        || !address(Arrays.copyOfRange(number, 1, 1 + AccountId.LENGTH)).equals(address)) {
      throw new IllegalArgumentException("not an address (r… with a true checksum): " + address);
    }
    return Arrays.copyOfRange(number, 1, 1 + AccountId.LENGTH);
  }

  /// Divides the number by 58 in place, from a byte on, and gives what is left over.
  private static int divide(byte[] number, int first) {
    int rest = 0;
    for (int i = first; i < number.length; i++) {
      int value = rest << 8 | Byte.toUnsignedInt(number[i]);
      number[i] = (byte) (value / 58);
      rest = value % 58;
    }
    return rest;
  }

  /// False where it holds another character or is too big.
  private static boolean parse(String address, byte[] number) {
    for (int at = 0; at < address.length(); at++) {
      char character = address.charAt(at);
      int carry = character < VALUES.length ? VALUES[character] : -1;
      if (carry < 0) {
        return false;
      }
      for (int i = number.length - 1; i >= 0; i--) {
        carry += Byte.toUnsignedInt(number[i]) * 58;
        number[i] = (byte) carry;
        carry >>>= 8;
      }
      if (carry != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] checksum(byte[] number) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(number, 0, LENGTH - CHECKSUM);
      return sha256.digest(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has SHA-256", e);
    }
  }
}
