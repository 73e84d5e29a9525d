package io.gapless.simulator.evm.chain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/// One transfer that a chain holds, or one log that only looks like one. Hashes and addresses are
/// text, `0x…` in lower case; an address is empty where the dataset has none.
///
/// @param dataset where the row belongs
/// @param blockNumber number of its block
/// @param blockTime time of its block
/// @param blockHash hash of its block
/// @param txHash hash of its transaction
/// @param txIndex index of its transaction in the block
/// @param logIndex index of its log in the block
/// @param tokenAddress the contract
/// @param operator who moved it (ERC-1155)
/// @param from who had it
/// @param to who got it
/// @param tokenIds none for ERC-20, one for ERC-721, any number for ERC-1155
/// @param amounts one for ERC-20, none for ERC-721, as many as ids for ERC-1155
/// @param batch whether it is a TransferBatch
/// @param topics of an unclassified log
/// @param data of an unclassified log
public record TruthRow(TruthDataset dataset, long blockNumber, Instant blockTime, String blockHash,
    String txHash, int txIndex, int logIndex, String tokenAddress, String operator, String from,
    String to, List<BigInteger> tokenIds, List<BigInteger> amounts, boolean batch,
    List<String> topics, String data) {
  /// The columns of [#toCsv], in order.
  public static final String CSV_HEADER = "dataset,block_number,block_time,block_hash,tx_hash,"
      + "tx_index,log_index,token_address,operator,from_address,to_address,value,token_id,"
      + "token_ids,amounts,is_batch,topics,data";

  public TruthRow {
    tokenIds = List.copyOf(tokenIds);
    amounts = List.copyOf(amounts);
    topics = List.copyOf(topics);
  }

  /// The row as a line of CSV; arrays are quoted as `"[1,2]"`, fields that the dataset does not
  /// have are empty.
  public String toCsv() {
    boolean many = dataset == TruthDataset.ERC1155_TRANSFERS;
    String value = dataset == TruthDataset.ERC20_TRANSFERS ? amounts.getFirst().toString() : "";
    String tokenId = dataset == TruthDataset.ERC721_TRANSFERS ? tokenIds.getFirst().toString() : "";
    return String.join(",", dataset.id(), String.valueOf(blockNumber), blockTime.toString(),
        blockHash, txHash, String.valueOf(txIndex), String.valueOf(logIndex), tokenAddress,
        operator, from, to, value, tokenId, many ? array(tokenIds) : "",
        many ? array(amounts) : "", many ? String.valueOf(batch) : "",
        dataset == TruthDataset.UNCLASSIFIED_LOGS ? array(topics) : "", data);
  }

  private static String array(List<?> values) {
    return values.toString().replace(" ", "").replace("[", "\"[").replace("]", "]\"");
  }
}
