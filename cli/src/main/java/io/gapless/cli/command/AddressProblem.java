package io.gapless.cli.command;

/// What is wrong with an address.
final class AddressProblem {

  private AddressProblem() {}

  /// The first thing that is wrong, as the end of a sentence.
  static String of(String address) {
    if (!address.startsWith("0x") && !address.startsWith("0X")) {
      return "does not begin with 0x";
    }
    for (int i = 2; i < address.length(); i++) {
      if (Character.digit(address.charAt(i), 16) < 0 || address.charAt(i) > 'f') {
        return "has '" + address.charAt(i) + "' at character " + (i + 1);
      }
    }
    return "has " + (address.length() - 2) + " digits";
  }
}
