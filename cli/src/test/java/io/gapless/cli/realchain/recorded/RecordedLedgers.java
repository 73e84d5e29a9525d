package io.gapless.cli.realchain.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.BlockRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Recorded ledgers of the XRP Ledger's main network, and the payments that others find in them.
///
/// @param folder of all recordings
/// @param json ledgers in JSON form, by index
record RecordedLedgers(Path folder, TreeMap<Long, JsonNode> json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final BigDecimal DROPS = BigDecimal.valueOf(1_000_000);

  /// A payment as a line: hash, account, destination and what was delivered.
  record Payment(String hash, String account, String destination, BigDecimal delivered,
      String currency) {}

  /// All of them; without any, the test that asks is skipped.
  static RecordedLedgers read() throws IOException {
    var folder = Path.of(System.getProperty("gapless.fixtures", "../../shared/fixtures"), "xrpl");
    assumeTrue(Files.isDirectory(folder), () -> "no recorded ledgers in "
        + folder.toAbsolutePath().normalize()
        + "; name the folder above with -Dgapless.fixtures=DIR");
    var json = new TreeMap<Long, JsonNode>();
    try (var files = Files.list(folder.resolve("ledgers"))) {
      for (Path file : files.toList()) {
        json.put(Long.valueOf(file.getFileName().toString().replace(".json", "")),
            JSON.readTree(file.toFile()).get("result").get("ledger"));
      }
    }
    return new RecordedLedgers(folder, json);
  }

  /// The runs of ledgers that follow one another.
  List<BlockRange> runs() {
    var runs = new ArrayList<BlockRange>();
    for (long index : json.keySet()) {
      runs.add(!runs.isEmpty() && runs.getLast().last() == index - 1
          ? new BlockRange(runs.removeLast().first(), index)
          : BlockRange.of(index));
    }
    return runs;
  }

  /// Hash and result of every payment in a run, as the recordings say.
  List<String> payments(BlockRange run) {
    var payments = new ArrayList<String>();
    json.subMap(run.first(), true, run.last(), true).values()
        .forEach(ledger -> ledger.get("transactions").forEach(transaction -> {
          if (transaction.get("TransactionType").asText().equals("Payment")) {
            payments.add(transaction.get("hash").asText() + " "
                + transaction.get("metaData").get("TransactionResult").asText());
          }
        }));
    return payments;
  }

  /// The payments that another project's parser finds in a run; it leaves out failed ones and those
  /// to oneself.
  List<Payment> ofAnotherProject(BlockRange run) throws IOException {
    var payments = new ArrayList<Payment>();
    var all = JSON.readTree(
        folder.resolve("expected").resolve("payments_by_peer_parser.json").toFile());
    for (long index = run.first(); index <= run.last(); index++) {
      all.path(Long.toString(index)).forEach(one -> {
        var currency = one.get("currency").asText();
        var delivered = new BigDecimal(one.get("delivered_amount").asText());
        payments.add(new Payment(one.get("tx_hash").asText(), one.get("source").asText(),
            one.get("destination").asText(), (currency.equals("XRP")
                ? delivered.multiply(DROPS)
                : delivered).stripTrailingZeros(),
            currency));
      });
    }
    return payments;
  }
}
