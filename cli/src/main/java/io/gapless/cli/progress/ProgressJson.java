package io.gapless.cli.progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gapless.schemas.record.Gap;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A job's progress as JSON, for machines; names as in the topics, times in seconds.
public final class ProgressJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ProgressJson() {}

  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /// One object.
  public static String of(JobProgress job) {
    return text(json -> write(job, json));
  }

  /// One object that has them in `jobs`.
  static String together(List<JobProgress> jobs) {
    return "{\"jobs\":" + of(jobs) + "}";
  }

  /// An array of objects.
  public static String of(List<JobProgress> jobs) {
    return text(json -> {
      json.writeStartArray();
      for (JobProgress job : jobs) {
        write(job, json);
      }
      json.writeEndArray();
    });
  }

  /// The gaps of one or several jobs, as an array.
  public static String gaps(List<JobProgress> jobs) {
    return text(json -> {
      json.writeStartArray();
      for (JobProgress job : jobs) {
        for (Gap gap : job.gaps()) {
          json.writeStartObject();
          json.writeStringField("job_id", job.jobId());
          json.writeStringField("chain", job.chain());
          writeFields(gap, json);
          json.writeEndObject();
        }
      }
      json.writeEndArray();
    });
  }

  private static String text(Writing writing) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JobProgress job, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("job_id", job.jobId());
    json.writeStringField("chain", job.chain());
    json.writeNumberField("first", job.first());
    json.writeNumberField("last", job.last());
    json.writeStringField("state", job.state().name());
    json.writeStringField("reason", job.reason());
    json.writeNumberField("blocks", job.blocksTotal());
    json.writeNumberField("blocks_covered", job.blocksDone());
    json.writeNumberField("blocks_abandoned", job.blocksAbandoned());
    writeCounts("rows", job.rows(), json);
    writeCounts("verdicts", job.verdicts(), json);
    json.writeNumberField("spot_checks", job.checks().proven());
    json.writeNumberField("spot_unproven", job.checks().unproven());
    writeTexts("distrusted", job.checks().distrusted(), json);
    json.writeNumberField("requests", job.requests());
    json.writeNumberField("retries", job.retries());
    json.writeNumberField("gaps_found", job.gapsFound());
    json.writeNumberField("gaps_filled", job.gapsFilled());
    json.writeStringField("read_back", job.readBack().name());
    json.writeNumberField("seconds", job.elapsed().toMillis() / 1000.0);
    json.writeNumberField("blocks_per_second", rounded(job.blocksPerSecond()));
    json.writeNumberField("rows_per_second", rounded(job.rowsPerSecond()));
    if (job.timeLeft().isPresent()) {
      json.writeNumberField("seconds_left", job.timeLeft().get().toSeconds());
    }
    json.writeArrayFieldStart("endpoints");
    for (EndpointProgress node : job.endpoints()) {
      json.writeStartObject();
      json.writeStringField("endpoint", node.endpoint());
      json.writeStringField("state", node.state());
      json.writeNumberField("left_alone_seconds", node.leftAlone().toMillis() / 1000.0);
      json.writeNumberField("rate", rounded(node.rate()));
      json.writeNumberField("used", rounded(node.used()));
      if (node.limit() > 0) {
        json.writeNumberField("limit", rounded(node.limit()));
      }
      json.writeNumberField("in_flight", node.inFlight());
      json.writeNumberField("latency_millis", rounded(node.latencyMillis()));
      json.writeNumberField("requests", node.requests());
      json.writeNumberField("refusals", node.refusals());
      writeCounts("errors", node.errors(), json);
      writeTexts("lacking", node.lacking(), json);
      json.writeNumberField("head", node.head());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("gaps");
    for (Gap gap : job.gaps()) {
      json.writeStartObject();
      writeFields(gap, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFields(Gap gap, JsonGenerator json) throws IOException {
    json.writeNumberField("first", gap.getFirst());
    json.writeNumberField("last", gap.getLast());
    json.writeStringField("state", gap.getState().name());
    json.writeNumberField("attempts", gap.getAttempts());
    json.writeStringField("reason", gap.getReason());
    json.writeStringField("endpoint", gap.getEndpoint());
  }

  private static void writeCounts(String name, Map<String, Long> counts, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var entry : new TreeMap<>(counts).entrySet()) {
      json.writeNumberField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writeTexts(String name, Collection<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (var text : new TreeSet<>(texts)) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static double rounded(double number) {
    return Math.round(number * 10) / 10.0;
  }
}
