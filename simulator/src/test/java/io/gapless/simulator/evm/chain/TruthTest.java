package io.gapless.simulator.evm.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Uint256;

class TruthTest {
  private static final EvmChainOptions OPTIONS = EvmChainOptions.defaults().withBlocks(400)
      .withTraffic(Traffic.defaults().withNonstandardRate(0.02)
          .withMix(new TransferMix(4, 2, 2, 2)));
  private static final TypeReference<Address> ADDRESS = new TypeReference<>() {
  };
  private static final TypeReference<Uint256> NUMBER = new TypeReference<>() {
  };
  private static final TypeReference<DynamicArray<Uint256>> NUMBERS = new TypeReference<>() {
  };
  private static final String TRANSFER =
      EventEncoder.encode(new Event("Transfer", List.of(ADDRESS, ADDRESS, NUMBER)));
  private static final String SINGLE = EventEncoder
      .encode(new Event("TransferSingle", List.of(ADDRESS, ADDRESS, ADDRESS, NUMBER, NUMBER)));
  private static final String BATCH = EventEncoder
      .encode(new Event("TransferBatch", List.of(ADDRESS, ADDRESS, ADDRESS, NUMBERS, NUMBERS)));

  @Test
  void isWhatAnIndependentDecoderReadsFromTheLogs() {
    var chain = new SimulatedChain(OPTIONS);
    List<String> expected = new ArrayList<>();
    new Truth(chain).forEach(row -> expected.add(describe(row)));

    List<String> decoded = new ArrayList<>();
    BlockReader reader = chain.reader();
    for (long number = 0; number <= chain.head(); number++) {
      BlockLogs logs = reader.read(number);
      for (int log = 0; log < logs.size(); log++) {
        String transfer = decode(logs, log);
        if (!transfer.isEmpty()) {
          int transaction = logs.transactionIndex(log);
          decoded.add(number + " " + log + " " + transaction + " "
              + hex(chain.transactionHashes(number), transaction * 32, 32) + " " + transfer);
        }
      }
    }

    assertThat(decoded).hasSizeGreaterThan(8_000).isEqualTo(expected);
  }

  @Test
  void addsUpToItsOwnRows() {
    var truth = new Truth(new SimulatedChain(OPTIONS));
    Map<TruthDataset, Long> rows = new EnumMap<>(TruthDataset.class);
    BigInteger[] values = {BigInteger.ZERO};
    truth.forEach(row -> {
      rows.merge(row.dataset(), 1L, Long::sum);
      if (row.dataset() == TruthDataset.ERC20_TRANSFERS) {
        values[0] = values[0].add(row.amounts().getFirst());
      }
    });

    TruthSummary summary = truth.summary();

    assertThat(summary.rows()).isEqualTo(rows).hasSize(TruthDataset.values().length);
    assertThat(summary.sum(TruthDataset.ERC20_TRANSFERS)).isEqualTo(values[0]);
  }

  @Test
  void writesALineForEveryRow(@TempDir Path folder) throws IOException {
    var chain = new SimulatedChain(OPTIONS);
    var truth = new Truth(chain);
    Path file = folder.resolve("truth.csv");

    truth.writeCsv(file);

    List<String> lines = Files.readAllLines(file);
    long rows = truth.summary().rows().values().stream().mapToLong(Long::longValue).sum();
    assertThat(lines).hasSize((int) rows + 1).first().isEqualTo(TruthRow.CSV_HEADER);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.replaceAll("\"[^\"]*\"", "").split(",", -1))
            .hasSize(TruthRow.CSV_HEADER.split(",").length));
  }

  private static String describe(TruthRow row) {
    String what = switch (row.dataset()) {
      case ERC20_TRANSFERS -> "20 " + row.from() + " " + row.to() + " " + row.amounts();
      case ERC721_TRANSFERS -> "721 " + row.from() + " " + row.to() + " " + row.tokenIds();
      case ERC1155_TRANSFERS -> (row.batch() ? "batch " : "single ") + row.operator() + " "
          + row.from() + " " + row.to() + " " + row.tokenIds() + " " + row.amounts();
      case UNCLASSIFIED_LOGS -> "none " + row.topics() + " " + row.data();
    };
    return row.blockNumber() + " " + row.logIndex() + " " + row.txIndex() + " " + row.txHash() + " "
        + row.tokenAddress() + " " + what;
  }

  private static String decode(BlockLogs logs, int log) {
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < logs.topicCount(log); i++) {
      topics.add(hex(logs.bytes(), logs.topicOffset(log, i), 32));
    }
    String data = hex(logs.bytes(), logs.dataOffset(log), logs.dataLength(log));
    int bytes = logs.dataLength(log);
    String topic0 = topics.isEmpty() ? "" : topics.getFirst();
    String what = "";
    if (topic0.equals(TRANSFER) && topics.size() == 3 && bytes == 32) {
      what = "20 " + address(topics, 1) + " " + address(topics, 2) + " [" + number(data) + "]";
    } else if (topic0.equals(TRANSFER) && topics.size() == 4 && bytes == 0) {
      what = "721 " + address(topics, 1) + " " + address(topics, 2) + " [" + number(topics.get(3))
          + "]";
    } else if (topic0.equals(SINGLE) && topics.size() == 4 && bytes == 64) {
      what = "single " + parties(topics) + " [" + number(data.substring(0, 66)) + "] ["
          + number("0x" + data.substring(66)) + "]";
    } else if (topic0.equals(BATCH) && topics.size() == 4 && !malformed(data)) {
      what = "batch " + parties(topics) + " " + numbers(data, 0) + " " + numbers(data, 1);
    } else if (List.of(TRANSFER, SINGLE, BATCH).contains(topic0)) {
      what = "none " + topics + " " + data;
    }
    return what.isEmpty() ? "" : hex(logs.bytes(), logs.addressOffset(log), 20) + " " + what;
  }

  private static boolean malformed(String data) {
    return number("0x" + data.substring(66, 130)).intValueExact() * 2 > data.length();
  }

  private static String parties(List<String> topics) {
    return address(topics, 1) + " " + address(topics, 2) + " " + address(topics, 3);
  }

  private static String address(List<String> topics, int index) {
    return "0x" + topics.get(index).substring(26);
  }

  private static BigInteger number(String hex) {
    return new BigInteger(hex.substring(2), 16);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<BigInteger> numbers(String data, int index) {
    List types = Arrays.asList(NUMBERS, NUMBERS);
    var decoded = (DynamicArray<Uint256>) FunctionReturnDecoder.decode(data, types).get(index);
    return decoded.getValue().stream().map(Uint256::getValue).toList();
  }

  private static String hex(byte[] bytes, int offset, int length) {
    return "0x" + HexFormat.of().formatHex(bytes, offset, offset + length);
  }
}
