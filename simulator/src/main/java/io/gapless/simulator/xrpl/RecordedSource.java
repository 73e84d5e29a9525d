package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import io.gapless.simulator.xrpl.ledgers.TransactionAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Ledgers that were recorded: every `.json` file of a folder or of the folders in it that is an
/// answer `{"result":{"ledger":{…}}}`, given back as it was recorded.
final class RecordedSource implements LedgerSource {
  private static final int DEPTH = 2;
  private static final int CLOSE_TIME_AT = 112;

  private final TreeMap<Long, ObjectNode> binary = new TreeMap<>();
  private final TreeMap<Long, ObjectNode> json = new TreeMap<>();
  private final Map<String, Long> ledgersById = new HashMap<>();
  private final long networkId;

  RecordedSource(Path folder, long networkId) {
    this.networkId = networkId;
    read(folder);
    Stream.of(binary, json)
        .forEach(ledgers -> ledgers.forEach((index, result) -> RecordedTransaction
            .all(result).forEach(each -> ledgersById.put(each.id(), index))));
    if (binary.isEmpty() && json.isEmpty()) {
      throw new IllegalArgumentException("no recorded ledgers in " + folder);
    }
  }

  @Override
  public List<LedgerSpan> spans() {
    List<LedgerSpan> spans = new ArrayList<>();
    Stream.concat(binary.keySet().stream(), json.keySet().stream()).distinct().sorted()
        .forEach(index -> {
          if (!spans.isEmpty() && spans.getLast().last() == index - 1) {
            spans.add(new LedgerSpan(spans.removeLast().first(), index));
          } else {
            spans.add(new LedgerSpan(index, index));
          }
        });
    return spans;
  }

  @Override
  public long networkId() {
    return networkId;
  }

  @Override
  public String hash(long index) {
    ObjectNode result = recorded(index, true);
    String hash = result.path("ledger_hash").asText();
    return hash.isEmpty() ? result.path("ledger").path("ledger_hash").asText() : hash;
  }

  @Override
  public Optional<Long> indexOf(String hash) {
    return Stream.concat(binary.keySet().stream(), json.keySet().stream())
        .filter(index -> hash(index).equals(hash.toUpperCase(Locale.ROOT))).findFirst();
  }

  @Override
  public Optional<Long> ledgerOf(String id) {
    return Optional.ofNullable(ledgersById.get(id));
  }

  @Override
  public ObjectNode transaction(long index, String id, LedgerForm form) {
    RecordedTransaction found = bothForms(index, form.binary())
        .flatMap(RecordedTransaction::all).filter(each -> each.id().equals(id)).findFirst()
        .orElseThrow();
    OptionalLong closeTime = bothForms(index, form.binary())
        .map(result -> closeTime(result.path("ledger"))).flatMapToLong(OptionalLong::stream)
        .findFirst();
    var answer = new TransactionAnswer(id, index,
        Optional.of(hash(index)).filter(hash -> !hash.isEmpty()), closeTime);
    return found.answer(answer, form.apiVersion());
  }

  @Override
  public ObjectNode result(long index, LedgerForm form) {
    ObjectNode result = recorded(index, form.binary()).deepCopy();
    ObjectNode ledger = (ObjectNode) result.get("ledger");
    if (!form.transactions()) {
      ledger.remove("transactions");
    } else if (!form.expand()) {
      ArrayNode hashes = ledger.arrayNode();
      ledger.path("transactions").forEach(each -> hashes.add(each.path("hash")));
      ledger.set("transactions", hashes);
    }
    return result;
  }

  @Override
  public Optional<ObjectNode> forged(long index, LedgerForm form) {
    return Optional.empty();
  }

  @Override
  public Optional<ObjectNode> withOtherHeader(long index, LedgerForm form) {
    return Optional.empty();
  }

  private Stream<ObjectNode> bothForms(long index, boolean binaryFirst) {
    return Stream.of(recorded(index, binaryFirst), recorded(index, !binaryFirst));
  }

  private static OptionalLong closeTime(JsonNode ledger) {
    if (ledger.has("close_time")) {
      return OptionalLong.of(ledger.path("close_time").asLong());
    }
    var header = ledger.path("ledger_data").asText();
    return header.length() >= 2 * CLOSE_TIME_AT + 8
        ? OptionalLong.of(HexFormat.fromHexDigitsToLong(
            header, 2 * CLOSE_TIME_AT, 2 * CLOSE_TIME_AT + 8))
        : OptionalLong.empty();
  }

  private ObjectNode recorded(long index, boolean preferBinary) {
    Map<Long, ObjectNode> first = preferBinary ? binary : json;
    ObjectNode found = first.containsKey(index)
        ? first.get(index)
        : (preferBinary ? json : binary).get(index);
    if (found == null) {
      throw new IllegalArgumentException("ledger " + index + " was not recorded");
    }
    return found;
  }

  private void read(Path folder) {
    var mapper = new ObjectMapper();
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        if (mapper.readTree(file.toFile()).path("result") instanceof ObjectNode result
            && result.path("ledger") instanceof ObjectNode ledger) {
          (isBinary(ledger) ? binary : json).put(index(result, file), result);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read recorded ledgers: " + e.getMessage(), e);
    }
  }

  private static boolean isBinary(ObjectNode ledger) {
    return ledger.path("ledger_data").isTextual()
        || ledger.path("transactions").path(0).has("tx_blob");
  }

  private static long index(ObjectNode result, Path file) {
    JsonNode ledger = result.path("ledger");
    long index = result.path("ledger_index").asLong(ledger.path("ledger_index").asLong());
    if (index < 1) {
      throw new IllegalArgumentException("a recorded ledger without ledger_index: " + file);
    }
    return index;
  }
}
