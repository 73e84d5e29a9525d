package io.gapless.schemas.clickhouse;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long the tables of what chains say keep a row after it was fetched: a TTL on `created_at`. It
/// stands in the tables, so that it lasts, and whoever reads a table can know of it.
///
/// A row that a replay writes again keeps its `created_at`, and so expires as it would have.
public final class StagingTtl {

  private static final Pattern OURS = Pattern.compile(
      "\\bTTL toDateTime\\(created_at\\) \\+ toInterval(Second|Minute|Hour|Day|Week)\\((\\d{1,12})\\)"
          + "(?=\\s+SETTINGS|\\s*$)");
  private static final Pattern ANY = Pattern.compile("\\bTTL\\b");

  private StagingTtl() {}

  /// Sets or removes it, on the tables of every dataset that comes from a chain; other tables keep
  /// what they have.
  ///
  /// @param ttl empty: rows stay
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public static void set(ClickHouse server, Optional<Duration> ttl) {
    for (var dataset : Datasets.all().list()) {
      if (isStaging(dataset) && !ttl.equals(of(server, dataset))) {
        server.execute("ALTER TABLE " + dataset.table() + (ttl.isPresent()
            ? " MODIFY TTL toDateTime(created_at) + toIntervalSecond(" + ttl.get().toSeconds() + ")"
            : " REMOVE TTL"));
      }
    }
  }

  /// What a table has; zero where it has a TTL of another form, since any row may then be gone.
  ///
  /// @throws ClickHouseUnavailableException if the server does not answer or refuses
  public static Optional<Duration> of(ClickHouse server, Dataset dataset) {
    return server.query("SELECT engine_full FROM system.tables WHERE database = currentDatabase()"
        + " AND name = '" + dataset.table() + "'", row -> row.getString(1)).stream().findFirst()
        .flatMap(StagingTtl::parse);
  }

  /// @param engine a table's engine with all its clauses, as the server writes it
  static Optional<Duration> parse(String engine) {
    var ours = OURS.matcher(engine);
    if (ours.find()) {
      long count = Long.parseLong(ours.group(2));
      return Optional.of(switch (ours.group(1)) {
        case "Second" -> Duration.ofSeconds(count);
        case "Minute" -> Duration.ofMinutes(count);
        case "Hour" -> Duration.ofHours(count);
        case "Day" -> Duration.ofDays(count);
        default -> Duration.ofDays(7 * count);
      });
    }
    return ANY.matcher(engine).find() ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  private static boolean isStaging(Dataset dataset) {
    return dataset.isOf("evm") || dataset.isOf("xrpl");
  }
}
