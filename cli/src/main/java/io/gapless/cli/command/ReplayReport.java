package io.gapless.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import io.gapless.cli.console.Console;
import io.gapless.schemas.topic.Topics;
import io.gapless.sink.ReplayCounts;
import io.gapless.sink.ReplayRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Says how far a replay is, and what it did.
final class ReplayReport {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final JsonFactory JSON = new JsonFactory();

  private final Console console;
  private final boolean json;
  private final InstantSource clock;
  private final ReplayRequest request;
  private final Instant startedAt;
  private Instant next;

  ReplayReport(Console console, boolean json, InstantSource clock, ReplayRequest request) {
    this.console = console;
    this.json = json;
    this.clock = clock;
    this.request = request;
    startedAt = clock.instant();
    next = startedAt.plus(INTERVAL);
  }

  /// A line now and then; none where JSON is wanted.
  void show(ReplayCounts counts) {
    var now = clock.instant();
    if (json || now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    console.println(String.format(Locale.ROOT, "%.1f %% of %s read, %,d rows written",
        counts.offsets() == 0 ? 100.0 : 100.0 * counts.passed() / counts.offsets(),
        request.dataset().topic(), counts.rows()));
  }

  /// What was done.
  void ended(ReplayCounts counts, Topics topics) {
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    long perSecond = Math.round(counts.rows() / Math.max(seconds, 0.001));
    if (json) {
      console.println(object(counts, seconds, perSecond));
      return;
    }
    console.println(String.format(Locale.ROOT,
        "%s replayed into %s: %,d records read, %,d rows written in %.1f s (%,d rows/s)",
        request.dataset().topic(), request.dataset().table(), counts.read(), counts.rows(),
        seconds, perSecond));
    if (counts.unreadable() > 0) {
      console.println(String.format(Locale.ROOT, "%,d records could not be read and are on %s",
          counts.unreadable(), topics.deadLetter()));
    }
  }

  private String object(ReplayCounts counts, double seconds, long perSecond) {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("topic", request.dataset().topic());
      out.writeStringField("table", request.dataset().table());
      if (request.jobId().isPresent()) {
        out.writeStringField("job_id", request.jobId().get());
      }
      if (request.since().isPresent()) {
        out.writeStringField("since", request.since().get().toString());
      }
      out.writeNumberField("records", counts.read());
      out.writeNumberField("rows", counts.rows());
      out.writeNumberField("unreadable", counts.unreadable());
      out.writeNumberField("seconds", seconds);
      out.writeNumberField("rows_per_second", perSecond);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
