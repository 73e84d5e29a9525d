package io.gapless.simulator.evm.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.simulator.evm.logs.LogQuery;
import io.gapless.simulator.evm.rpc.Refusal;
import io.gapless.simulator.evm.rpc.RpcAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The words in which providers refuse, read from `wordings.tsv`.
public final class Wordings {
  private static final String FALLBACK = "reth";
  private static final Map<String, Map<Refusal, RpcAnswer.Refused>> TABLE = read();

  private final Suggestion suggestion;
  private final Map<Refusal, RpcAnswer.Refused> rows = new HashMap<>();

  /// A provider's words.
  public Wordings(String provider, Suggestion suggestion) {
    this.suggestion = suggestion;
    rows.putAll(Objects.requireNonNull(TABLE.get(FALLBACK)));
    rows.putAll(TABLE.getOrDefault(provider, Map.of()));
  }

  /// The names of all providers in alphabetical order.
  public static List<String> providers() {
    return TABLE.keySet().stream().sorted().toList();
  }

  /// Refuses a query for its size.
  ///
  /// @param tryLast last block of the range that the provider would answer
  public RpcAnswer.Refused refuse(Refusal kind, long cap, LogQuery query, long tryLast) {
    long first = query.first();
    long last = query.last();
    long suggestedFirst = suggestion.first(first, last, tryLast);
    long suggestedLast = suggestion.last(first, last, tryLast);
    return fill(kind, Map.ofEntries(Map.entry("cap", String.valueOf(cap)),
        Map.entry("capGrouped", String.format(Locale.ROOT, "%,d", cap)),
        Map.entry("addresses", String.valueOf(query.addresses())),
        Map.entry("span", String.valueOf(query.span())),
        Map.entry("firstDecimal", String.valueOf(first)),
        Map.entry("lastDecimal", String.valueOf(last)), Map.entry("last", hex(last)),
        Map.entry("tryFirst", hex(suggestedFirst)), Map.entry("tryLast", hex(suggestedLast)),
        Map.entry("tryFirstDecimal", String.valueOf(suggestedFirst)),
        Map.entry("tryLastDecimal", String.valueOf(suggestedLast)),
        Map.entry("head", hex(cap))));
  }

  /// Refuses for a reason that has to do with no range.
  public RpcAnswer.Refused refuse(Refusal kind, long cap) {
    return fill(kind, Map.of("cap", String.valueOf(cap)));
  }

  /// Refuses a method that is not offered.
  public RpcAnswer.Refused refuseMethod(String method) {
    return fill(Refusal.UNSUPPORTED, Map.of("method", method));
  }

  private RpcAnswer.Refused fill(Refusal kind, Map<String, String> values) {
    RpcAnswer.Refused row = Objects.requireNonNull(rows.get(kind), () -> "no wording: " + kind);
    String message = row.message();
    String data = row.data();
    for (var value : values.entrySet()) {
      String placeholder = "{" + value.getKey() + "}";
      message = message.replace(placeholder, value.getValue());
      data = data.replace(placeholder, value.getValue());
    }
    return new RpcAnswer.Refused(kind, row.httpStatus(), row.code(), message, data);
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private static Map<String, Map<Refusal, RpcAnswer.Refused>> read() {
    Map<String, Map<Refusal, RpcAnswer.Refused>> table = new HashMap<>();
    var stream = Objects.requireNonNull(Wordings.class.getResourceAsStream("wordings.tsv"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
        String[] cells = line.split("\t", -1);
        Refusal kind = Refusal.valueOf(cells[1]);
        table.computeIfAbsent(cells[0], name -> new HashMap<>()).put(kind,
            new RpcAnswer.Refused(kind, Integer.parseInt(cells[2]), Integer.parseInt(cells[3]),
                cells[4], cells[5]));
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
