package io.gapless.gapdetector.coverage;

import io.gapless.gapdetector.state.Leaf;
import io.gapless.schemas.record.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Leaves that are due, coalesced: those of a job that follow each other are one range.
final class DueRanges {

  private final Map<String, Job> jobs = new HashMap<>();
  private final Map<String, TreeMap<Long, Leaf>> leaves = new HashMap<>();

  /// Leaves that follow each other, in order.
  record Range(List<Leaf> leaves) {

    long first() {
      return leaves.getFirst().getFirst();
    }

    long last() {
      return leaves.getLast().getLast();
    }

    private long dueAt() {
      return leaves.stream().mapToLong(Leaf::getDueAt).min().orElseThrow();
    }
  }

  void add(Job job, Leaf leaf) {
    jobs.put(job.getJobId(), job);
    leaves.computeIfAbsent(job.getJobId(), id -> new TreeMap<>()).put(leaf.getFirst(), leaf);
  }

  /// The ranges that have been due for longest, a job's in order.
  Map<Job, List<Range>> longestDue(int atMost) {
    var all = new ArrayList<Map.Entry<Job, Range>>();
    jobs.forEach((id, job) -> coalesced(leaves.getOrDefault(id, new TreeMap<>()).values())
        .forEach(range -> all.add(Map.entry(job, range))));
    all.sort(Comparator.comparingLong(entry -> entry.getValue().dueAt()));
    var chosen = new LinkedHashMap<Job, List<Range>>();
    all.stream().limit(atMost).forEach(entry -> chosen
        .computeIfAbsent(entry.getKey(), job -> new ArrayList<>()).add(entry.getValue()));
    chosen.values().forEach(ranges -> ranges.sort(Comparator.comparingLong(Range::first)));
    return chosen;
  }

  private static List<Range> coalesced(Iterable<Leaf> inOrder) {
    var ranges = new ArrayList<Range>();
    for (Leaf leaf : inOrder) {
      if (ranges.isEmpty() || ranges.getLast().last() + 1 != leaf.getFirst()) {
        ranges.add(new Range(new ArrayList<>()));
      }
      ranges.getLast().leaves().add(leaf);
    }
    return ranges;
  }
}
