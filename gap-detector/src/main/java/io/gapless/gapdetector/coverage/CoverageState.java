package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.state.DaySums;
import io.gapless.gapdetector.state.JobSums;
import io.gapless.gapdetector.state.Leaf;
import io.gapless.gapdetector.state.Phase;
import io.gapless.schemas.record.Job;
import io.gapless.schemas.serde.RecordSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;

/// Jobs, their leaves and their sums in one sorted table, with an index of the leaves that are not
/// covered and one of those that are to be published again.
///
/// Jobs and sums are kept in memory too, written through. For one thread.
public final class CoverageState {

  private static final byte[] PRESENT = {1};

  private final SortedTable table;
  private final RecordSerdes serdes;
  private final String jobsTopic;
  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, JobSums> sums = new HashMap<>();

  /// @param jobsTopic topic whose schema jobs are kept with
  public CoverageState(SortedTable table, RecordSerdes serdes, String jobsTopic) {
    this.table = table;
    this.serdes = serdes;
    this.jobsTopic = jobsTopic;
  }

  @Nullable
  Job job(String jobId) {
    var known = jobs.get(jobId);
    if (known != null) {
      return known;
    }
    var bytes = table.get(StateKeys.ofJob(StateKeys.JOB, jobId));
    if (bytes == null) {
      return null;
    }
    var job = serdes.decode(jobsTopic, bytes, Job.class);
    jobs.put(jobId, job);
    return job;
  }

  void put(Job job) {
    jobs.put(job.getJobId(), job);
    table.put(StateKeys.ofJob(StateKeys.JOB, job.getJobId()), serdes.encode(jobsTopic, job));
  }

  /// The sums of a job, zeros if it is new.
  JobSums sums(String jobId) {
    return sums.computeIfAbsent(jobId, id -> {
      var bytes = table.get(StateKeys.ofJob(StateKeys.SUMS, id));
      return bytes == null ? JobSums.newBuilder().build() : decode(JobSums.getDecoder(), bytes);
    });
  }

  void put(String jobId, JobSums value) {
    sums.put(jobId, value);
    table.put(StateKeys.ofJob(StateKeys.SUMS, jobId), encode(JobSums.getEncoder(), value));
  }

  /// Every job that there are sums of.
  List<String> jobIds() {
    var ids = new ArrayList<String>();
    table.visit(StateKeys.start(StateKeys.SUMS), StateKeys.end(StateKeys.SUMS), false,
        (key, value) -> ids.add(StateKeys.job(key, 1, 0)));
    return ids;
  }

  @Nullable
  Leaf leaf(String jobId, long first) {
    var bytes = table.get(StateKeys.ofLeaf(StateKeys.LEAF, jobId, first));
    return bytes == null ? null : decode(Leaf.getDecoder(), bytes);
  }

  /// The leaf that begins nearest before a block.
  @Nullable
  Leaf before(String jobId, long first) {
    if (first == 0) {
      return null;
    }
    var found = new ArrayList<Leaf>(1);
    table.visit(StateKeys.ofLeaf(StateKeys.LEAF, jobId, 0),
        StateKeys.ofLeaf(StateKeys.LEAF, jobId, first - 1), true, (key, value) -> {
          found.add(decode(Leaf.getDecoder(), value));
          return false;
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  /// Visits the leaves that begin within a range, in order, until the visitor says false.
  void visitLeaves(String jobId, long first, long last, Predicate<Leaf> visitor) {
    table.visit(StateKeys.ofLeaf(StateKeys.LEAF, jobId, first),
        StateKeys.ofLeaf(StateKeys.LEAF, jobId, last), false,
        (key, value) -> visitor.test(decode(Leaf.getDecoder(), value)));
  }

  /// Writes a leaf and its place in the indexes.
  ///
  /// @param formerlyDue `due_at` of the leaf as it is stored; 0 if it is new
  void put(String jobId, Leaf leaf, long formerlyDue) {
    long first = leaf.getFirst();
    table.put(StateKeys.ofLeaf(StateKeys.LEAF, jobId, first), encode(Leaf.getEncoder(), leaf));
    table.put(StateKeys.ofLeaf(StateKeys.PENDING, jobId, first),
        leaf.getPhase() == Phase.COVERED ? null : PRESENT);
    if (formerlyDue != leaf.getDueAt()) {
      if (formerlyDue != 0) {
        table.put(StateKeys.ofDue(formerlyDue, jobId, first), null);
      }
      if (leaf.getDueAt() != 0) {
        table.put(StateKeys.ofDue(leaf.getDueAt(), jobId, first), PRESENT);
      }
    }
  }

  void remove(String jobId, Leaf leaf) {
    table.put(StateKeys.ofLeaf(StateKeys.LEAF, jobId, leaf.getFirst()), null);
    table.put(StateKeys.ofLeaf(StateKeys.PENDING, jobId, leaf.getFirst()), null);
    if (leaf.getDueAt() != 0) {
      table.put(StateKeys.ofDue(leaf.getDueAt(), jobId, leaf.getFirst()), null);
    }
  }

  /// First blocks of a job's leaves that are not covered, in order.
  List<Long> pending(String jobId) {
    var firsts = new ArrayList<Long>();
    table.visit(StateKeys.ofLeaf(StateKeys.PENDING, jobId, 0),
        StateKeys.ofLeaf(StateKeys.PENDING, jobId, Long.MAX_VALUE), false,
        (key, value) -> firsts.add(ByteBuffer.wrap(key).getLong(key.length - 8)));
    return firsts;
  }

  /// A leaf by job and first block.
  record LeafKey(String jobId, long first) {}

  /// The leaves to be published again at a time or before, the longest due first.
  List<LeafKey> due(long now, int atMost) {
    var keys = new ArrayList<LeafKey>();
    table.visit(StateKeys.start(StateKeys.DUE), StateKeys.ofDue(now + 1, "", 0), false,
        (key, value) -> {
          keys.add(new LeafKey(StateKeys.job(key, 9, 9),
              ByteBuffer.wrap(key).getLong(key.length - 8)));
          return keys.size() < atMost;
        });
    return keys;
  }

  DaySums day(String jobId, int dayIdx) {
    var bytes = table.get(StateKeys.ofDay(jobId, dayIdx));
    return bytes == null ? DaySums.newBuilder().build() : decode(DaySums.getDecoder(), bytes);
  }

  void put(String jobId, int dayIdx, DaySums value) {
    table.put(StateKeys.ofDay(jobId, dayIdx), encode(DaySums.getEncoder(), value));
  }

  /// A day by job and day index.
  record DayKey(String jobId, int dayIdx) {}

  /// Every day that there are sums of and that the filter takes.
  List<DayKey> days(Predicate<DaySums> filter) {
    return days(StateKeys.start(StateKeys.DAY), StateKeys.end(StateKeys.DAY), filter);
  }

  /// The days of a job that there are sums of.
  List<DayKey> days(String jobId) {
    return days(StateKeys.ofDay(jobId, 0), StateKeys.ofDay(jobId, Integer.MAX_VALUE), day -> true);
  }

  /// Forgets a job, its leaves, days and sums.
  void forget(String jobId) {
    var leaves = new ArrayList<Leaf>();
    visitLeaves(jobId, 0, Long.MAX_VALUE, leaves::add);
    leaves.forEach(leaf -> remove(jobId, leaf));
    days(jobId).forEach(day -> table.put(StateKeys.ofDay(jobId, day.dayIdx()), null));
    table.put(StateKeys.ofJob(StateKeys.JOB, jobId), null);
    table.put(StateKeys.ofJob(StateKeys.SUMS, jobId), null);
    jobs.remove(jobId);
    sums.remove(jobId);
  }

  private List<DayKey> days(byte[] from, byte[] to, Predicate<DaySums> filter) {
    var days = new ArrayList<DayKey>();
    table.visit(from, to, false, (key, value) -> {
      if (filter.test(decode(DaySums.getDecoder(), value))) {
        days.add(new DayKey(StateKeys.job(key, 1, 5), ByteBuffer.wrap(key).getInt(key.length - 4)));
      }
      return true;
    });
    return days;
  }

  private static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T value) {
    try {
      var buffer = encoder.encode(value);
      var bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
