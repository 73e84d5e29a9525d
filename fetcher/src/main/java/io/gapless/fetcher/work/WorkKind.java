package io.gapless.fetcher.work;

import io.gapless.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// A kind of work: how a loop reads its records, and tells what became of them.
///
/// @param <W> a work, self-contained
/// @param <O> what became of one
public interface WorkKind<W extends SpecificRecord, O extends SpecificRecord> {

  /// What works are decoded as.
  Class<W> type();

  /// The job that a work belongs to.
  String jobId(W work);

  /// The work's number in its job; what is handed back keeps it.
  long number(W work);

  /// The topic, by its whole name, that what is left of a work goes back to.
  String topic(W work, Topics topics);

  /// The outcome of a work that was not possible: a reason, and never a zero.
  ///
  /// @param reason what stood in the way, in one line, without secrets
  O failed(W work, String workerId, String reason, Instant started, Instant ended);

  /// When the work was done.
  Instant completedAt(O outcome);

  /// The topic, by its whole name, that outcomes go to.
  String outcomes(Topics topics);

  /// The key that an outcome is written with.
  String key(O outcome);

  /// The same outcome with where its records are.
  ///
  /// @param last offset written to each output partition, by `topic-partition`
  O at(O outcome, Map<String, Long> last);
}
