package io.gapless.simulator.evm;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.util.HexFormat;

/// What one node sees of a chain: the blocks up to its own head.
///
/// @param chain the whole chain
/// @param headLag blocks from the chain's head back to the node's
record NodeView(SimulatedChain chain, int headLag) {
  long head() {
    return Math.max(0, chain.head() - headLag);
  }

  long finalized() {
    return Math.max(0, head() - chain.options().finalizedLag());
  }

  long safe() {
    return Math.max(0, head() - chain.options().finalizedLag() / 2);
  }

  /// The number of the block with this hash, or −1 where the node does not know it.
  long numberOf(byte[] blockHash) {
    long number = chain.numberOf(blockHash);
    return number > head() ? -1 : number;
  }

  /// The number that a tag or a quantity stands for; it may lie beyond the head.
  long number(JsonNode node) {
    String text = text(node, "block number or tag");
    return switch (text) {
      case "latest", "pending" -> head();
      case "finalized" -> finalized();
      case "safe" -> safe();
      case "earliest" -> 0;
      default -> quantity(text);
    };
  }

  /// Bytes of a fixed length as hexadecimal text with `0x`.
  static byte[] bytes(JsonNode node, int length, String what) {
    String text = text(node, what);
    if (!text.startsWith("0x") || text.length() != 2 + 2 * length) {
      throw RefusedException.invalidParams(
          "invalid argument: " + what + " of " + length + " bytes expected");
    }
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalidParams("invalid argument: " + what + " is not hexadecimal");
    }
  }

  private static long quantity(String text) {
    if (!text.startsWith("0x")) {
      throw RefusedException.invalidParams("invalid argument: hex string without 0x prefix");
    }
    try {
      return Long.parseLong(text, 2, text.length(), 16);
    } catch (NumberFormatException e) {
      throw RefusedException.invalidParams("invalid argument: not a hex number");
    }
  }

  private static String text(JsonNode node, String what) {
    if (!node.isTextual()) {
      throw RefusedException.invalidParams("missing or invalid argument: " + what);
    }
    return node.textValue();
  }
}
