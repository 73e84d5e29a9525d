package io.gapless.chains.evm;

import io.gapless.chains.Hash32;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A block without its transactions, as
/// [eth_getBlockByNumber](https://ethereum.github.io/execution-apis/api-documentation/) gives it.
///
/// @param number the block's number
/// @param hash its hash, as the node says
/// @param parentHash the hash of the block before it
/// @param timestamp its time in seconds since 1970
/// @param logsBloom the bloom of its logs' addresses and topics
/// @param receiptsRoot the root of its receipts' trie
/// @param transactionsRoot the root of its transactions' trie
/// @param transactionCount how many transactions the answer lists
/// @param fields every member that is one text, as the node wrote it: what the hash is made of
public record EvmHeader(
    long number,
    Hash32 hash,
    Hash32 parentHash,
    long timestamp,
    LogsBloom logsBloom,
    Hash32 receiptsRoot,
    Hash32 transactionsRoot,
    int transactionCount,
    Map<String, String> fields) {

  /// Takes a copy of the fields.
  public EvmHeader { fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields)); }

  /// Reads the members of a block; refuses what lacks one of them or has it in a wrong form with an
  /// [IllegalArgumentException].
  static EvmHeader of(Map<String, String> fields, int transactionCount) {
    return new EvmHeader(
        Hex.quantity(field(fields, "number")),
        Hash32.of(field(fields, "hash")),
        Hash32.of(field(fields, "parentHash")),
        Hex.quantity(field(fields, "timestamp")),
        LogsBloom.of(field(fields, "logsBloom")),
        Hash32.of(field(fields, "receiptsRoot")),
        Hash32.of(field(fields, "transactionsRoot")),
        transactionCount,
        fields);
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the block has no " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return "block " + number + " " + hash;
  }
}
