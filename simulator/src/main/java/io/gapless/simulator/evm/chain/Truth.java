package io.gapless.simulator.evm.chain;

import io.gapless.simulator.CsvFile;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// All transfers that a chain holds, told from the plan that the chain was made from and not from
/// its logs, so that a mistake in the logs shows. Only the topics and data of unclassified logs,
/// which are nothing but bytes, are taken from the logs themselves.
public final class Truth {
  private static final HexFormat HEX = HexFormat.of();

  private final SimulatedChain chain;
  private final Population population;

  /// The truth about a chain.
  public Truth(SimulatedChain chain) {
    this.chain = chain;
    this.population = chain.population();
  }

  /// Hands over all rows in the order of block and log.
  public void forEach(Consumer<TruthRow> action) {
    forEach(0, chain.head(), action);
  }

  /// Hands over the rows of the blocks `first` to `last`, both included, in order.
  public void forEach(long first, long last, Consumer<TruthRow> action) {
    var planner = chain.planner();
    var plan = new BlockPlan();
    BlockReader reader = chain.reader();
    for (long number = first; number <= last; number++) {
      planner.plan(number, plan);
      BlockLogs logs = reader.read(number);
      for (int transaction = 0; transaction < plan.transactions; transaction++) {
        int end = plan.endEvent(transaction);
        for (int event = plan.firstEvent(transaction); event < end; event++) {
          TruthDataset dataset = TruthDataset.of(plan.kinds[event]);
          if (dataset != null) {
            action.accept(row(dataset, plan, transaction, event, logs));
          }
        }
      }
    }
  }

  /// Counts and adds up all rows.
  public TruthSummary summary() {
    return summary(0, chain.head());
  }

  /// Counts and adds up the rows of the blocks `first` to `last`, both included.
  public TruthSummary summary(long first, long last) {
    var planner = chain.planner();
    var plan = new BlockPlan();
    Map<TruthDataset, Long> rows = new EnumMap<>(TruthDataset.class);
    Map<TruthDataset, Map<String, BigInteger>> sums = new EnumMap<>(TruthDataset.class);
    for (TruthDataset dataset : TruthDataset.values()) {
      rows.put(dataset, 0L);
      sums.put(dataset, new HashMap<>());
    }
    for (long number = first; number <= last; number++) {
      planner.plan(number, plan);
      for (int event = 0; event < plan.events; event++) {
        TruthDataset dataset = TruthDataset.of(plan.kinds[event]);
        if (dataset != null) {
          rows.merge(dataset, 1L, Long::sum);
        }
        if (dataset != null && dataset != TruthDataset.UNCLASSIFIED_LOGS) {
          sums.computeIfAbsent(dataset, name -> new HashMap<>()).merge(
              hex(population.token(plan.tokens[event])), total(plan, event), BigInteger::add);
        }
      }
    }
    return new TruthSummary(rows, sums);
  }

  /// Writes all rows as CSV with a header line, see [TruthRow#toCsv].
  ///
  /// @throws UncheckedIOException if the file cannot be written
  public void writeCsv(Path file) {
    CsvFile.write(file, TruthRow.CSV_HEADER, lines -> forEach(row -> lines.accept(row.toCsv())));
  }

  private TruthRow row(TruthDataset dataset, BlockPlan plan, int transaction, int event,
      BlockLogs logs) {
    boolean classified = dataset != TruthDataset.UNCLASSIFIED_LOGS;
    boolean operated = dataset == TruthDataset.ERC1155_TRANSFERS;
    int words = plan.wordCount(event);
    int ids = switch (dataset) {
      case ERC20_TRANSFERS, UNCLASSIFIED_LOGS -> 0;
      case ERC721_TRANSFERS -> words;
      case ERC1155_TRANSFERS -> words / 2;
    };
    byte[] hashes = chain.transactionHashes(plan.number);
    return new TruthRow(dataset, plan.number,
        Instant.ofEpochSecond(chain.timestamp(plan.number)), hex(chain.hash(plan.number)),
        "0x" + HEX.formatHex(hashes, transaction * 32, transaction * 32 + 32), transaction, event,
        hex(population.token(plan.tokens[event])),
        operated ? hex(population.holder(plan.operators[event])) : "",
        classified ? hex(population.holder(plan.senders[event])) : "",
        classified ? hex(population.holder(plan.receivers[event])) : "",
        words(plan, event, 0, ids), classified ? words(plan, event, ids, words) : List.of(),
        plan.kinds[event] == EventKind.ERC1155_BATCH,
        classified ? List.of() : topics(logs, event), classified ? "" : data(logs, event));
  }

  private static BigInteger total(BlockPlan plan, int event) {
    int words = plan.wordCount(event);
    int firstAmount = switch (plan.kinds[event]) {
      case ERC1155_SINGLE, ERC1155_BATCH -> words / 2;
      default -> 0;
    };
    return words(plan, event, firstAmount, words).stream().reduce(BigInteger.ZERO,
        BigInteger::add);
  }

  private static List<BigInteger> words(BlockPlan plan, int event, int first, int end) {
    return IntStream.range(first, end).mapToObj(word -> plan.word(event, word)).toList();
  }

  private static List<String> topics(BlockLogs logs, int log) {
    return IntStream.range(0, logs.topicCount(log))
        .mapToObj(topic -> slice(logs, logs.topicOffset(log, topic), BlockLogs.TOPIC_LENGTH))
        .toList();
  }

  private static String data(BlockLogs logs, int log) {
    return slice(logs, logs.dataOffset(log), logs.dataLength(log));
  }

  private static String slice(BlockLogs logs, int offset, int length) {
    return "0x" + HEX.formatHex(logs.bytes(), offset, offset + length);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HEX.formatHex(bytes);
  }
}
