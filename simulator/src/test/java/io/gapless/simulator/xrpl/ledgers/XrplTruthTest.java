package io.gapless.simulator.xrpl.ledgers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XrplTruthTest {
  private static final SimulatedLedgers LEDGERS = new SimulatedLedgers(
      XrplLedgerOptions.defaults().withCount(400).withTransactionsPerLedger(20));
  private static final List<TruthPayment> PAYMENTS = payments(LEDGERS);

  @Test
  void equalsWhatTheLedgersShow() {
    Map<String, TruthPayment> truth = new HashMap<>();
    PAYMENTS.forEach(row -> truth.put(row.txHash(), row));
    int shown = 0;
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      JsonNode result = LedgerJson.result(LEDGERS.ledger(index),
          new LedgerForm(true, true, false, LedgerForm.VERSION_1));
      for (JsonNode transaction : result.path("ledger").path("transactions")) {
        if (transaction.path("TransactionType").asText().equals("Payment")) {
          String id = transaction.path("hash").asText();
          assertEqual(Objects.requireNonNull(truth.get(id), id), transaction, result);
          shown++;
        }
      }
    }

    assertThat(shown).isEqualTo(PAYMENTS.size());
  }

  @Test
  void tellsOfAllTransactionsWhatTheLedgersShow() {
    List<TruthTransaction> truth = new ArrayList<>();
    new XrplTruth(LEDGERS).forEachTransaction(LEDGERS.firstIndex(), LEDGERS.lastIndex(),
        truth::add);
    Map<String, TruthTransaction> byId = new HashMap<>();
    truth.forEach(row -> byId.put(row.txHash(), row));
    int shown = 0;
    for (long index = LEDGERS.firstIndex(); index <= LEDGERS.lastIndex(); index++) {
      JsonNode result = LedgerJson.result(LEDGERS.ledger(index),
          new LedgerForm(true, true, false, LedgerForm.VERSION_1));
      for (JsonNode each : result.path("ledger").path("transactions")) {
        String id = each.path("hash").asText();
        JsonNode meta = each.path("metaData");
        assertThat(byId.get(id)).isEqualTo(new TruthTransaction(index,
            Instant.parse(result.path("ledger").path("close_time_iso").asText()),
            result.path("ledger_hash").asText(), id, meta.path("TransactionIndex").asInt(),
            each.path("TransactionType").asText(), meta.path("TransactionResult").asText(),
            each.path("Account").asText(), each.path("Fee").asLong(),
            each.path("Sequence").asLong(), each.path("Flags").asLong()));
        shown++;
      }
    }

    assertThat(truth).hasSize(shown)
        .isSortedAccordingTo(Comparator.comparingLong(TruthTransaction::ledgerIndex)
            .thenComparingInt(TruthTransaction::txIndex));
    assertThat(truth).filteredOn(TruthTransaction::isPayment).hasSameSizeAs(PAYMENTS);
  }

  @Test
  void countsWhatItTells() {
    List<TruthLedger> ledgers = new ArrayList<>();
    new XrplTruth(LEDGERS).forEachLedger(ledgers::add);

    XrplTruthSummary summary = new XrplTruth(LEDGERS).summarize();

    assertThat(summary.ledgers()).isEqualTo(400).isEqualTo(ledgers.size());
    assertThat(summary.payments()).isEqualTo(PAYMENTS.size())
        .isEqualTo(ledgers.stream().mapToInt(TruthLedger::payments).sum());
    assertThat(summary.transactions())
        .isEqualTo(ledgers.stream().mapToInt(TruthLedger::transactions).sum());
    assertThat(summary.emptyLedgers()).isPositive()
        .isEqualTo(ledgers.stream().filter(ledger -> ledger.transactions() == 0).count());
    assertThat(summary.failedPayments()).isPositive()
        .isEqualTo(PAYMENTS.stream().filter(row -> !row.succeeded()).count());
  }

  @Test
  void holdsEveryKindOfPayment() {
    assertThat(PAYMENTS).anyMatch(row -> row.account().equals(row.destination()))
        .anyMatch(row -> row.amount().isToken())
        .anyMatch(row -> row.ticket().isPresent() && row.sequence() == 0)
        .anyMatch(TruthPayment::paths)
        .anyMatch(row -> row.partial() && row.succeeded()
            && !row.delivered().equals(Optional.of(row.amount())))
        .anyMatch(row -> row.deliverMin().isPresent())
        .anyMatch(row -> row.result().equals("tecPATH_DRY"))
        .anyMatch(row -> row.destinationTag().equals(OptionalLong.of(0)))
        .anyMatch(row -> row.destinationTag().equals(OptionalLong.of(0xffff_ffffL)))
        .anyMatch(row -> row.amount().currency().length() == 40);
    assertThat(PAYMENTS).extracting(row -> row.amount().value())
        .contains("1000000000000000e-96", "9999999999999999e80", "100000000000000000", "1",
            "9223372036854775807");
    assertThat(PAYMENTS).extracting(row -> row.delivered().map(TruthAmount::value).orElse(""))
        .contains("0");
    assertThat(PAYMENTS).allMatch(row -> row.succeeded() == row.delivered().isPresent());
  }

  @Test
  void cannotTellWhatOldLedgersDelivered() {
    var old = new SimulatedLedgers(XrplLedgerOptions.defaults().withCount(20)
        .withStartTime(Instant.parse("2013-06-01T00:00:00Z")));
    var oldButHigh = new SimulatedLedgers(XrplLedgerOptions.defaults().withCount(20)
        .withStartTime(Instant.parse("2013-06-01T00:00:00Z")).withFirstIndex(4_594_095));

    assertThat(payments(old)).filteredOn(TruthPayment::succeeded)
        .allMatch(row -> row.delivered().equals(Optional.of(TruthAmount.UNAVAILABLE)));
    assertThat(payments(oldButHigh))
        .noneMatch(row -> row.delivered().equals(Optional.of(TruthAmount.UNAVAILABLE)));
  }

  @Test
  void writesALineForEachPayment(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("payments.csv");

    new XrplTruth(LEDGERS).writeCsv(file);

    int columns = TruthPayment.CSV_HEADER.split(",").length;
    assertThat(Files.readAllLines(file)).hasSize(PAYMENTS.size() + 1)
        .allMatch(line -> line.split(",", -1).length == columns);
  }

  private static void assertEqual(TruthPayment row, JsonNode shown, JsonNode result) {
    JsonNode meta = shown.path("metaData");
    assertThat(row.ledgerHash()).isEqualTo(result.path("ledger_hash").asText());
    assertThat(row.closeTime().toString())
        .isEqualTo(result.path("ledger").path("close_time_iso").asText());
    assertThat(row.account()).isEqualTo(shown.path("Account").asText());
    assertThat(row.destination()).isEqualTo(shown.path("Destination").asText());
    assertThat(row.sourceTag()).isEqualTo(number(shown, "SourceTag"));
    assertThat(row.destinationTag()).isEqualTo(number(shown, "DestinationTag"));
    assertThat(row.ticket()).isEqualTo(number(shown, "TicketSequence"));
    assertThat(row.sequence()).isEqualTo(shown.path("Sequence").asLong());
    assertThat(row.feeDrops()).isEqualTo(shown.path("Fee").asLong());
    assertThat(row.flags()).isEqualTo(shown.path("Flags").asLong());
    assertThat(row.partial()).isEqualTo((shown.path("Flags").asLong() & 0x20000) != 0);
    assertThat(row.paths()).isEqualTo(shown.has("Paths"));
    assertThat(Optional.of(row.amount())).isEqualTo(amount(shown.path("Amount")));
    assertThat(row.sendMax()).isEqualTo(amount(shown.path("SendMax")));
    assertThat(row.deliverMin()).isEqualTo(amount(shown.path("DeliverMin")));
    assertThat(row.delivered()).isEqualTo(amount(meta.path("delivered_amount")));
    assertThat(row.txIndex()).isEqualTo(meta.path("TransactionIndex").asInt());
    assertThat(row.result()).isEqualTo(meta.path("TransactionResult").asText());
  }

  private static Optional<TruthAmount> amount(JsonNode shown) {
    if (shown.isMissingNode()) {
      return Optional.empty();
    }
    if (shown.isTextual()) {
      return Optional.of(new TruthAmount(shown.asText(), "XRP", ""));
    }
    String value = shown.path("value").asText();
    return Optional.of(shown.has("currency")
        ? new TruthAmount(value, shown.path("currency").asText(), shown.path("issuer").asText())
        : new TruthAmount(value, shown.path("mpt_issuance_id").asText(),
            PAYMENTS.stream().map(TruthPayment::amount)
                .filter(each -> each.currency().equals(shown.path("mpt_issuance_id").asText()))
                .findFirst().orElseThrow().issuer()));
  }

  private static OptionalLong number(JsonNode shown, String name) {
    return shown.has(name) ? OptionalLong.of(shown.path(name).asLong()) : OptionalLong.empty();
  }

  private static List<TruthPayment> payments(SimulatedLedgers ledgers) {
    List<TruthPayment> payments = new ArrayList<>();
    new XrplTruth(ledgers).forEachPayment(payments::add);
    return payments;
  }
}
