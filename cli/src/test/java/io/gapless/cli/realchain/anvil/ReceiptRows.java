package io.gapless.cli.realchain.anvil;

import io.gapless.cli.realchain.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.EventValues;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.Contract;

/// The rows that receipts call for, as web3j decodes their logs. Which standard a log is of is known
/// from the contract that emitted it, not from the log's shape.
final class ReceiptRows {

  private static final TypeReference<Address> INDEXED_ADDRESS = new TypeReference<>(true) {
  };
  private static final Event ERC20 = new Event("Transfer",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, new TypeReference<Uint256>(false) {
      }));
  private static final Event ERC721 = new Event("Transfer",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, new TypeReference<Uint256>(true) {
      }));
  private static final Event SINGLE = new Event("TransferSingle",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, INDEXED_ADDRESS,
          new TypeReference<Uint256>(false) {
          }, new TypeReference<Uint256>(false) {
          }));
  private static final Event BATCH = new Event("TransferBatch",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, INDEXED_ADDRESS,
          new TypeReference<DynamicArray<Uint256>>(false) {
          },
          new TypeReference<DynamicArray<Uint256>>(false) {
          }));

  private final Tokens tokens;
  private final Map<String, String> times = new HashMap<>();

  private ReceiptRows(Tokens tokens) {
    this.tokens = tokens;
  }

  /// One row a log of a transfer, in the order of the receipts.
  static List<Row> of(Tokens tokens) throws IOException {
    var expected = new ReceiptRows(tokens);
    var rows = new ArrayList<Row>();
    for (var receipt : tokens.receipts()) {
      for (var log : receipt.getLogs()) {
        expected.add(log, rows);
      }
    }
    return rows;
  }

  private void add(Log log, Collection<Row> rows) throws IOException {
    if (is(ERC20, log) && (log.getAddress().equals(tokens.coin())
        || log.getAddress().equals(tokens.hoard()))) {
      var transfer = values(ERC20, log);
      rows.add(row(Row.ERC20, log, Map.of("token_address", log.getAddress(), "from_address",
          indexed(transfer, 0), "to_address", indexed(transfer, 1), "value",
          plain(transfer, 0))));
    } else if (is(ERC721, log) && log.getAddress().equals(tokens.art())) {
      var transfer = values(ERC721, log);
      rows.add(row(Row.ERC721, log, Map.of("token_address", log.getAddress(), "from_address",
          indexed(transfer, 0), "to_address", indexed(transfer, 1), "token_id",
          indexed(transfer, 2))));
    } else if (is(SINGLE, log) || (is(BATCH, log) && sameLengths(log))) {
      boolean batch = is(BATCH, log);
      var transfer = values(batch ? BATCH : SINGLE, log);
      rows.add(row(Row.ERC1155, log, Map.of("token_address", log.getAddress(), "operator",
          indexed(transfer, 0), "from_address", indexed(transfer, 1), "to_address",
          indexed(transfer, 2), "token_ids", list(transfer, 0), "amounts", list(transfer, 1),
          "is_batch", batch ? "1" : "0")));
    } else if (log.getAddress().equals(tokens.oddities())) {
      rows.add(row(Row.UNCLASSIFIED, log, Map.of("address", log.getAddress(), "topics",
          "[" + String.join(",", log.getTopics()) + "]", "data", log.getData())));
    }
  }

  private Row row(String table, Log log, Map<String, String> own) throws IOException {
    var columns = new HashMap<>(own);
    columns.put("chain", "evm-" + tokens.chain().chainId());
    columns.put("block_number", log.getBlockNumber().toString());
    columns.put("block_time", time(log.getBlockHash()));
    columns.put("block_hash", log.getBlockHash());
    columns.put("tx_hash", log.getTransactionHash());
    columns.put("tx_index", log.getTransactionIndex().toString());
    columns.put("log_index", log.getLogIndex().toString());
    return new Row(table, columns);
  }

  private String time(String blockHash) throws IOException {
    var known = times.get(blockHash);
    if (known != null) {
      return known;
    }
    var time = tokens.chain().web3j().ethGetBlockByHash(blockHash, false).send().getBlock()
        .getTimestamp() + "000";
    times.put(blockHash, time);
    return time;
  }

  private static boolean is(Event event, Log log) {
    return log.getTopics().getFirst().equals(EventEncoder.encode(event));
  }

  private static EventValues values(Event event, Log log) {
    return Contract.staticExtractEventParameters(event, log);
  }

  private static String indexed(EventValues values, int index) {
    return values.getIndexedValues().get(index).getValue().toString();
  }

  private static String plain(EventValues values, int index) {
    return values.getNonIndexedValues().get(index).getValue().toString();
  }

  /// Whether a batch has an amount for each of its tokens, as the standard wants it.
  private static boolean sameLengths(Log log) {
    var lists = values(BATCH, log).getNonIndexedValues();
    return ((List<?>) lists.get(0).getValue()).size() == ((List<?>) lists.get(1).getValue()).size();
  }

  /// A list, or a single number as a list of one.
  private static String list(EventValues values, int index) {
    Type<?> value = values.getNonIndexedValues().get(index);
    return value instanceof DynamicArray<?> array
        ? array.getValue().stream().map(item -> item.getValue().toString())
            .collect(Collectors.joining(",", "[", "]"))
        : "[" + value.getValue() + "]";
  }
}
