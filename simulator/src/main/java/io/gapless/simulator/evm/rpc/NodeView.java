package io.gapless.simulator.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.simulator.evm.chain.SimulatedChain;
import java.util.HexFormat;

/// What a node sees at one moment: the chain as it stands, and of it the blocks up to the node's own
/// head.
///
/// @param chain the whole chain
/// @param head number of the newest block that the node knows
public record NodeView(SimulatedChain chain, long head) {
  private static final int HASH_BYTES = 32;
  private static final int HASH_CHARACTERS = 2 + 2 * HASH_BYTES;

  /// The newest block that cannot be undone.
  public long finalized() {
    return Math.max(0, head - chain.options().finalizedLag());
  }

  /// The newest block that is unlikely to be undone.
  public long safe() {
    return Math.max(0, head - chain.options().finalizedLag() / 2);
  }

  /// The number of the block with this hash, or −1 where the node does not know it.
  public long numberOf(byte[] blockHash) {
    long number = chain.numberOf(blockHash);
    return number > head ? -1 : number;
  }

  /// The number that a tag or a quantity stands for; it may lie beyond the head.
  public long number(JsonNode node) {
    String text = text(node, "block number or tag");
    return switch (text) {
      case "latest", "pending" -> head;
      case "finalized" -> finalized();
      case "safe" -> safe();
      case "earliest" -> 0;
      default -> quantity(text);
    };
  }

  /// The number of the block that a hash, a tag or a quantity stands for, or −1 where the node does
  /// not know it.
  public long block(JsonNode node) {
    long number = node.isTextual() && node.textValue().length() == HASH_CHARACTERS
        ? numberOf(bytes(node, HASH_BYTES, "block hash"))
        : number(node);
    return number > head ? -1 : number;
  }

  /// Bytes of a fixed length as hexadecimal text with `0x`.
  public static byte[] bytes(JsonNode node, int length, String what) {
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
