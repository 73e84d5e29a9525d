package io.gapless.cli.realchain;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A row of a table without its bookkeeping, every column as text: hashes, addresses and bytes as
/// hex with `0x`, times in milliseconds since 1970, lists as `[1,2]`.
public record Row(String table, Map<String, String> columns) {

  /// Table of ERC-20 transfers.
  public static final String ERC20 = "erc20_transfers_staging";
  /// Table of ERC-721 transfers.
  public static final String ERC721 = "erc721_transfers_staging";
  /// Table of ERC-1155 transfers.
  public static final String ERC1155 = "erc1155_transfers_staging";
  /// Table of logs that fit no standard.
  public static final String UNCLASSIFIED = "unclassified_logs";

  /// Orders the columns, so that differences are easy to see.
  public Row { columns = new TreeMap<>(columns); }

  /// The same row with these columns alone.
  public Row only(Set<String> names) {
    var kept = new TreeMap<>(columns);
    kept.keySet().retainAll(names);
    return new Row(table, kept);
  }
}
