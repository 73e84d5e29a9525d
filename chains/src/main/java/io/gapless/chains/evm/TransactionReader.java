package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads transactions, of `eth_getTransactionByHash` and of blocks that come with theirs.
final class TransactionReader {

  private TransactionReader() {}

  /// Reads the array of a block's transactions whose first token is the current one.
  static List<EvmTransaction> readAll(JsonParser json) throws IOException {
    var transactions = new ArrayList<EvmTransaction>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      transactions.add(of(Members.read(json).texts()).orElseThrow(
          () -> new IllegalArgumentException("a transaction of a block names no block")));
    }
    RpcReader.require(json, json.currentToken() == JsonToken.END_ARRAY, "a list of transactions");
    return transactions;
  }

  /// The transaction with these members; empty where it waits for a block. Refuses one that lacks
  /// something with an [IllegalArgumentException].
  static Optional<EvmTransaction> of(Map<String, String> members) {
    Hash32 hash = Hash32.of(member(members, "hash"));
    String blockHash = members.get("blockHash");
    String blockNumber = members.get("blockNumber");
    if (blockHash == null || blockNumber == null) {
      return Optional.empty();
    }
    return Optional.of(new EvmTransaction(
        hash,
        Hash32.of(blockHash),
        Hex.quantity(blockNumber),
        Math.toIntExact(Hex.quantity(member(members, "transactionIndex"))),
        Math.toIntExact(Hex.quantity(members.getOrDefault("type", "0x0"))),
        Address.of(Hex.bytes(member(members, "from"))),
        address(members.getOrDefault("to", "")),
        Hex.quantity(member(members, "nonce")),
        new BigInteger(1, Hex.number(member(members, "value"))),
        Hex.quantity(member(members, "gas")),
        Hex.bytes(member(members, "input"))));
  }

  /// Some nodes write an empty address where there is none.
  static Optional<Address> address(String text) {
    return text.length() <= 2 ? Optional.empty() : Optional.of(Address.of(Hex.bytes(text)));
  }

  private static String member(Map<String, String> members, String name) {
    String value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a transaction has no " + name);
    }
    return value;
  }
}
