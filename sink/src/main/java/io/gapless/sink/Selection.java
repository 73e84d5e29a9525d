package io.gapless.sink;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowCursor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Which of the records of a topic become rows: all for a sink, some for a replay.
///
/// For one thread at a time.
final class Selection {

  private static final String JOB = "job_id";

  private final long sinceMillis;
  private final @Nullable String jobHex;
  private final List<Schema> beforeJob;
  private final Schema job;
  private final RowCursor cursor = new RowCursor();

  private Selection(long sinceMillis, @Nullable String jobHex, List<Schema> beforeJob,
      Schema job) {
    this.sinceMillis = sinceMillis;
    this.jobHex = jobHex;
    this.beforeJob = beforeJob;
    this.job = job;
  }

  /// Every record.
  static Selection all() {
    return new Selection(Long.MIN_VALUE, null, List.of(), Schema.create(Schema.Type.STRING));
  }

  /// Those that a request names.
  static Selection of(ReplayRequest request) {
    var schema = request.dataset().schema();
    long sinceMillis = request.since().isPresent()
        ? request.since().get().toEpochMilli()
        : Long.MIN_VALUE;
    Optional<String> jobId = request.jobId();
    if (jobId.isEmpty()) {
      return new Selection(sinceMillis, null, List.of(), schema);
    }
    var column = schema.getField(JOB);
    return new Selection(sinceMillis, hex(jobId.get()),
        schema.getFields().subList(0, column.pos()).stream().map(Schema.Field::schema).toList(),
        column.schema());
  }

  /// Whether records of a dataset say which job they are of.
  static boolean canTellJobs(Dataset dataset) {
    return dataset.columns().contains(JOB);
  }

  /// Whether a record is to be looked at.
  boolean takes(ConsumerRecord<byte[], byte[]> record) {
    return record.timestamp() >= sinceMillis;
  }

  /// Whether the row that begins at `start` is to stay.
  boolean keeps(RowBuffer rows, int start) {
    if (jobHex == null) {
      return true;
    }
    cursor.reset(rows.bytes(), start);
    beforeJob.forEach(cursor::skip);
    return cursor.text(job).equals(jobHex);
  }

  private static String hex(String text) {
    return HexFormat.of().withUpperCase()
        .formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
