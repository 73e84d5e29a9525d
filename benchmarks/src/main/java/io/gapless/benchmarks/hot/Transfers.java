package io.gapless.benchmarks.hot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.benchmarks.node.evm.EvmWorkload;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.LogParser;
import io.gapless.fetcher.evm.records.LogDecoders;
import io.gapless.fetcher.evm.records.LogRecords;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import io.gapless.schemas.serde.InMemoryRegistry;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.topic.Topics;
import io.gapless.simulator.evm.EvmNodeOptions;
import io.gapless.simulator.evm.EvmSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The ERC-20 transfers of some blocks, as they are at each step of their way. Always the same.
///
/// @param answer of the node to `eth_getLogs`
/// @param logs in the answer
/// @param values of the records that those become, in the Confluent wire format
@SuppressWarnings("ArrayRecordComponent") // read by measurements, compared never
record Transfers(byte[] answer, List<EvmLog> logs, List<byte[]> values) {

  static final Dataset DATASET = Datasets.all().named("erc20_transfers");
  private static final int TRANSFERS = 2_000;
  private static final int TRANSFERS_PER_BLOCK = 500;
  private static final Instant CREATED = Instant.ofEpochSecond(1_800_000_000);

  static Transfers make() throws IOException, InterruptedException {
    byte[] answer = ask();
    var logs = new ArrayList<EvmLog>();
    LogParser.readLogs(new ByteArrayInputStream(answer), log -> logs.add(log.copy()));
    var records = records(outputs());
    logs.forEach(log -> LogRecords.write(log, log.blockTimestamp, records));
    records.keep();
    return new Transfers(answer, List.copyOf(logs),
        records.records().stream().map(record -> record.value()).toList());
  }

  /// Where records go that nobody reads.
  static Map<String, DatasetOutput> outputs() {
    return DatasetOutput.of(LogDecoders.datasets(), Topics.withDefaults(),
        new RecordSerdes(new InMemoryRegistry()));
  }

  /// The records of a leaf, none yet.
  static LeafRecords records(Map<String, DatasetOutput> outputs) {
    return new LeafRecords("evm-900001", "20270115-080000-a1b2", outputs, List.of(DATASET.name()),
        CREATED.toEpochMilli(), CREATED);
  }

  private static byte[] ask() throws IOException, InterruptedException {
    var chain = new EvmWorkload(TRANSFERS, TRANSFERS_PER_BLOCK, false).chain();
    try (var node = EvmSimulator.start(chain, EvmNodeOptions.defaults());
        var http = HttpClient.newHttpClient()) {
      var question = HttpRequest.newBuilder(node.url()).header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getLogs\","
              + "\"params\":[{\"fromBlock\":\"0x0\",\"toBlock\":\"0x"
              + Long.toHexString(chain.head()) + "\"}]}", UTF_8))
          .build();
      return http.send(question, BodyHandlers.ofByteArray()).body();
    }
  }
}
