package io.gapless.enricher.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.processes.Payload;
import io.gapless.schemas.record.EnrichmentOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far a run is, as its process keeps it.
///
/// @param request what was asked for
/// @param run id of the run
/// @param phase what it does
/// @param millions of blocks that the pass has to look at still, the one it is at first
/// @param place in that one
/// @param passPublished transactions that the pass has published
/// @param passBegan server's time when the pass began, in seconds since 1970
/// @param completeSince when the pass began that found nothing; null: none has
/// @param next number of the next batch
/// @param outstanding numbers of batches that nothing is known of
/// @param read next offset of each partition of the outcomes to read
/// @param written last offset of each output partition, `topic-partition`, that is not shown to be in
///     the tables
/// @param counts of the run
record EnrichState(EnrichRequest request, String run, Phase phase, List<Long> millions,
    @Nullable Cursor place, long passPublished, long passBegan, @Nullable Long completeSince,
    long next, Set<Long> outstanding, Map<Integer, Long> read, Map<String, Long> written,
    EnrichCounts counts) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// What a run does.
  enum Phase {
    /// Has nothing under way: looks at what is missing when it is time to.
    WATCHING,
    /// Publishes what is missing.
    PUBLISHING,
    /// Waits until all that the pass published is in the tables.
    SETTLING,
    /// Nothing is missing.
    DONE,
    /// Was told to end.
    STOPPED
  }

  EnrichState {
    millions = List.copyOf(millions);
    outstanding = Set.copyOf(outstanding);
    read = Map.copyOf(read);
    written = Map.copyOf(written);
  }

  /// A run that begins. Its id names the chain, for all chains share the topic and the table of
  /// outcomes, and two may begin in the same second.
  static EnrichState begin(EnrichRequest request, Instant at, Map<Integer, Long> read) {
    var run = request.chain() + "-" + TIME.format(at);
    return new EnrichState(request, run, Phase.WATCHING, List.of(), null, 0, 0, null, 0, Set.of(),
        read, Map.of(), EnrichCounts.NONE);
  }

  static EnrichState of(Payload state) {
    try {
      return JSON.readValue(state.text(), EnrichState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state that this build does not know", e);
    }
  }

  Payload payload() {
    try {
      return Payload.of(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether it goes on by itself.
  boolean isUnderWay() {
    return phase != Phase.DONE && phase != Phase.STOPPED;
  }

  EnrichState in(Phase other) {
    return new EnrichState(request, run, other, millions, place, passPublished, passBegan,
        completeSince, next, outstanding, read, written, counts);
  }

  /// The next pass over these millions begins.
  EnrichState pass(List<Long> over, long began) {
    return new EnrichState(request, run, Phase.PUBLISHING, over,
        over.isEmpty() ? null : MissingSet.begin(over.getFirst()), 0, began, completeSince, next,
        outstanding, read, written, counts);
  }

  /// The pass that ends found nothing.
  EnrichState complete() {
    return new EnrichState(request, run, request.watchSeconds() > 0 ? Phase.WATCHING : Phase.DONE,
        List.of(), null, passPublished, passBegan, passBegan, next, outstanding, read, written,
        counts);
  }

  /// The pass has got to a place, and published these batches.
  EnrichState published(Cursor to, boolean endOfMillion, List<Integer> sizes) {
    var more = new HashSet<>(outstanding);
    long transactions = 0;
    for (int i = 0; i < sizes.size(); i++) {
      more.add(next + i);
      transactions += sizes.get(i);
    }
    var rest = endOfMillion ? millions.subList(1, millions.size()) : millions;
    var then = !endOfMillion ? to : rest.isEmpty() ? null : MissingSet.begin(rest.getFirst());
    return new EnrichState(request, run, rest.isEmpty() ? Phase.SETTLING : Phase.PUBLISHING, rest,
        then, passPublished + transactions, passBegan, completeSince, next + sizes.size(), more,
        read, written, counts.publish(transactions));
  }

  /// Outcomes came in; those of other runs and of batches that are settled only move on what is read.
  ///
  /// @param outcomes by where they stand, `topic-partition` and offset
  EnrichState heard(List<OutcomeReader.Heard> outcomes, Map<Integer, Long> readTo) {
    var left = new HashSet<>(outstanding);
    var last = new HashMap<>(written);
    var sum = counts;
    for (var heard : outcomes) {
      EnrichmentOutcome outcome = heard.outcome();
      if (!outcome.getJobId().equals(run) || !left.contains(outcome.getNumber())) {
        continue;
      }
      sum = sum.add(outcome);
      last.merge(heard.partition(), heard.offset(), Math::max);
      outcome.getOffsets().forEach((partition, offset) -> last.merge(partition, offset, Math::max));
      if (outcome.getHandedBack() == 0) {
        left.remove(outcome.getNumber());
      }
    }
    return new EnrichState(request, run, phase, millions, place, passPublished, passBegan,
        completeSince, next, left, readTo, last, sum);
  }

  /// All that was written is in the tables.
  EnrichState stored() {
    return new EnrichState(request, run, phase, millions, place, passPublished, passBegan,
        completeSince, next, outstanding, read, Map.of(), counts);
  }
}
