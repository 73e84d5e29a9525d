package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.EventValues;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.Contract;

/// The logs of a chain on which a story was played, as the node gives them and web3j reads them.
public final class MarketLogs {

  private static final String NOBODY =
      "0x0000000000000000000000000000000000000000000000000000000000000000";
  private static final TypeReference<Address> INDEXED_ADDRESS = new TypeReference<>(true) {
  };
  private static final TypeReference<Bytes32> INDEXED_WORD = new TypeReference<>(true) {
  };
  private static final TypeReference<Address> ADDRESS = new TypeReference<>(false) {
  };
  private static final TypeReference<Bytes32> WORD = new TypeReference<>(false) {
  };
  private static final TypeReference<Uint256> NUMBER = new TypeReference<>(false) {
  };
  private static final TypeReference<DynamicArray<Uint256>> NUMBERS = new TypeReference<>(false) {
  };
  private static final Event TRANSFER =
      new Event("Transfer", List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, NUMBER));
  private static final Event TRANSFER_SINGLE = new Event("TransferSingle",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, INDEXED_ADDRESS, NUMBER, NUMBER));
  private static final Event TRANSFER_BATCH = new Event("TransferBatch",
      List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, INDEXED_ADDRESS, NUMBERS, NUMBERS));
  private static final Map<Emitted, Event> EVENTS = Map.of(
      Emitted.PREPARATION, new Event("ConditionPreparation",
          List.of(INDEXED_WORD, INDEXED_ADDRESS, INDEXED_WORD, NUMBER)),
      Emitted.RESOLUTION, new Event("ConditionResolution",
          List.of(INDEXED_WORD, INDEXED_ADDRESS, INDEXED_WORD, NUMBER, NUMBERS)),
      Emitted.SPLIT, new Event("PositionSplit",
          List.of(INDEXED_ADDRESS, ADDRESS, INDEXED_WORD, INDEXED_WORD, NUMBERS, NUMBER)),
      Emitted.MERGE, new Event("PositionsMerge",
          List.of(INDEXED_ADDRESS, ADDRESS, INDEXED_WORD, INDEXED_WORD, NUMBERS, NUMBER)),
      Emitted.REDEMPTION, new Event("PayoutRedemption",
          List.of(INDEXED_ADDRESS, INDEXED_ADDRESS, INDEXED_WORD, WORD, NUMBERS, NUMBER)),
      Emitted.FILL, new Event("OrderFilled", List.of(INDEXED_WORD, INDEXED_ADDRESS,
          INDEXED_ADDRESS, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER)),
      Emitted.MATCH, new Event("OrdersMatched",
          List.of(INDEXED_WORD, INDEXED_ADDRESS, NUMBER, NUMBER, NUMBER, NUMBER)),
      Emitted.FEE, new Event("FeeCharged", List.of(INDEXED_ADDRESS, NUMBER, NUMBER)));

  private final List<Log> logs;

  private MarketLogs(List<Log> logs) {
    this.logs = logs;
  }

  /// Asks the node for all logs of all blocks.
  public static MarketLogs of(AnvilChain chain) throws IOException {
    var answer = chain.web3j().ethGetLogs(new EthFilter(DefaultBlockParameterName.EARLIEST,
        DefaultBlockParameterName.LATEST, List.of())).send();
    if (answer.hasError()) {
      throw new IOException(answer.getError().getMessage());
    }
    var logs = new ArrayList<Log>();
    for (Object log : answer.getLogs()) {
      logs.add((EthLog.LogObject) log);
    }
    return new MarketLogs(List.copyOf(logs));
  }

  /// All of them, in the chain's order.
  public List<Log> all() {
    return logs;
  }

  /// The events of a kind, decoded.
  public List<EventValues> events(Emitted kind) {
    var event = Objects.requireNonNull(EVENTS.get(kind));
    return of(event).map(log -> Contract.staticExtractEventParameters(event, log)).toList();
  }

  /// The batches of tokens that splits made.
  public List<Log> splitBatches() {
    return of(TRANSFER_BATCH).filter(log -> log.getTopics().get(2).equals(NOBODY)).toList();
  }

  /// Transfers of ERC-1155 tokens of a contract: operator, from, to; ids and amounts.
  List<Transfer> tokenTransfers(String contract) {
    return Stream.of(TRANSFER_SINGLE, TRANSFER_BATCH)
        .flatMap(event -> transfers(event, contract)).toList();
  }

  /// Transfers of an ERC-20: from, to; amount.
  List<Transfer> moneyTransfers(String contract) {
    return transfers(TRANSFER, contract).toList();
  }

  private Stream<Transfer> transfers(Event event, String contract) {
    return of(event).filter(log -> log.getAddress().equals(contract))
        .map(log -> new Transfer(log.getTransactionHash(),
            Contract.staticExtractEventParameters(event, log)));
  }

  private Stream<Log> of(Event event) {
    var topic0 = EventEncoder.encode(event);
    return logs.stream().filter(log -> log.getTopics().getFirst().equals(topic0));
  }

  /// A transfer that is decoded.
  ///
  /// @param transaction hash of the transaction that made it
  record Transfer(String transaction, EventValues values) {}
}
