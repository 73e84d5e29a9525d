package io.gapless.cli.realchain.recorded;

import static io.gapless.cli.realchain.recorded.RecordedBlocks.number;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.gapless.cli.realchain.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What others make of recorded blocks, as the rows that we ought to make of them.
final class RecordedTransfers {

  private final RecordedBlocks blocks;

  RecordedTransfers(RecordedBlocks blocks) {
    this.blocks = blocks;
  }

  /// What ethers decodes, every column: all standards, and what fits none.
  List<Row> ethers() throws IOException {
    return blocks.list("expected_transfers_ethers.json").stream().map(transfer -> {
      var columns = common(transfer);
      columns.put("tx_index", transfer.get("transactionIndex").asText());
      columns.put("block_time",
          number(requireNonNull(blocks.headers().get(transfer.get("blockNumber").asLong())),
              "timestamp") + "000");
      return row(transfer, columns);
    }).toList();
  }

  /// What the decoder of another project finds, which knows ERC-20 and ERC-721 and not all columns;
  /// empty where there is none.
  List<Row> ofAnotherProject() throws IOException {
    return blocks.list("expected_transfers.json").stream()
        .map(transfer -> row(transfer, common(transfer))).toList();
  }

  private Map<String, String> common(JsonNode transfer) {
    var columns = new HashMap<String, String>();
    columns.put("chain", "evm-" + blocks.chainId());
    columns.put("block_number", transfer.get("blockNumber").asText());
    columns.put("block_hash", transfer.get("blockHash").asText());
    columns.put("tx_hash", transfer.get("transactionHash").asText());
    columns.put("log_index", transfer.get("logIndex").asText());
    return columns;
  }

  private Row row(JsonNode transfer, Map<String, String> columns) {
    var standard = transfer.get("standard").asText();
    if (standard.equals("nonstandard_transfer")) {
      return unclassified(transfer, columns);
    }
    columns.put("token_address", transfer.get("address").asText());
    columns.put("from_address", transfer.get("from").asText());
    columns.put("to_address", transfer.get("to").asText());
    return switch (standard) {
      case "erc20" -> {
        columns.put("value", transfer.get("value").asText());
        yield new Row(Row.ERC20, columns);
      }
      case "erc721" -> {
        columns.put("token_id", transfer.get("tokenId").asText());
        yield new Row(Row.ERC721, columns);
      }
      case "erc1155_single", "erc1155_batch" -> {
        columns.put("operator", transfer.get("operator").asText());
        columns.put("token_ids", texts(transfer.get("ids")));
        columns.put("amounts", texts(transfer.get("values")));
        columns.put("is_batch", standard.equals("erc1155_batch") ? "1" : "0");
        yield new Row(Row.ERC1155, columns);
      }
      default -> throw new IllegalArgumentException("standard: " + standard);
    };
  }

  private Row unclassified(JsonNode transfer, Map<String, String> columns) {
    var log = blocks.logs().stream()
        .filter(one -> number(one, "blockNumber") == transfer.get("blockNumber").asLong()
            && number(one, "logIndex") == transfer.get("logIndex").asLong())
        .findFirst().orElseThrow();
    columns.put("address", transfer.get("address").asText());
    columns.put("topics", texts(log.get("topics")));
    columns.put("data", log.get("data").asText());
    return new Row(Row.UNCLASSIFIED, columns);
  }

  private static String texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
