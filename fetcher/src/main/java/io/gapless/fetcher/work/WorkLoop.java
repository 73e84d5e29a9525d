package io.gapless.fetcher.work;

import io.gapless.fetcher.work.FinishedWork.Fetched;
import io.gapless.schemas.serde.RecordSerdes;
import io.gapless.schemas.serde.RegistryUnavailableException;
import io.gapless.schemas.worker.GroupMember;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One worker's loop: reads works, fetches many of them at once, and commits what they brought
/// together with the offsets of the works, so that each work counts once whatever dies when.
///
/// ```
/// work topic ──► intake ──► fetch on a virtual thread each ──► finished ──► one transaction:
///                                                                records, outcomes, rests, offsets
/// ```
///
/// @param <W> a work
/// @param <O> what became of one
public final class WorkLoop<W extends SpecificRecord, O extends SpecificRecord>
    implements
      Runnable,
      AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
  private static final Duration POLL = Duration.ofMillis(20);

  private final WorkLoopConfig config;
  private final WorkKind<W, O> kind;
  private final WorkFetch<W, O> fetch;
  private final RecordSerdes serdes;
  private final Map<String, Object> kafka;
  private final InstantSource clock;
  private final BlockingQueue<FinishedWork<W, O>> justFinished = new LinkedBlockingQueue<>();
  private final Map<TakenWork<W>, Future<?>> inFlight = new ConcurrentHashMap<>();
  private final AtomicLong worksDone = new AtomicLong();
  private final AtomicLong rowsDone = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean started;
  private volatile boolean stopping;
  private volatile Instant turnedAt;

  /// @param kafka client properties with at least `bootstrap.servers`
  public WorkLoop(WorkLoopConfig config, WorkKind<W, O> kind, WorkFetch<W, O> fetch,
      RecordSerdes serdes, Map<String, Object> kafka, InstantSource clock) {
    this.config = config;
    this.kind = kind;
    this.fetch = fetch;
    this.serdes = serdes;
    this.kafka = Map.copyOf(kafka);
    this.clock = clock;
    turnedAt = clock.instant();
  }

  /// Works until [#close].
  ///
  /// @throws WorkerFencedException if another worker has the same slot
  @Override
  public void run() {
    started = true;
    try (var member = member();
        var transactions = new Transactions<>(config, kind, serdes, kafka, () -> stopping);
        var threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("fetch-", 0).factory())) {
      var consumer = member.consumer();
      var intake =
          new WorkIntake<W, O>(consumer, config, kind.type(), serdes, clock, this::cancel);
      var finished = new ArrayList<FinishedWork<W, O>>();
      try {
        intake.subscribe();
        while (!stopping) {
          turnedAt = clock.instant();
          intake.poll(POLL);
          begin(intake, threads, finished);
          collect(finished, intake.hasUnbegun() ? POLL : Duration.ZERO);
          finished.removeIf(work -> !intake.isStillOurs(work));
          if (isDue(finished)) {
            commit(finished, Map.of(), consumer, transactions);
          } else if (inFlight.isEmpty() && finished.isEmpty()) {
            commit(finished, intake.passedOver(), consumer, transactions);
          }
        }
        collect(finished, Duration.ZERO);
        finished.removeIf(work -> !intake.isStillOurs(work));
        if (transactions.areSettled()) {
          commit(finished, Map.of(), consumer, transactions);
        }
      } finally {
        inFlight.values().forEach(future -> future.cancel(true));
      }
    } catch (UnreleasedInstanceIdException | FencedInstanceIdException e) {
      throw new WorkerFencedException(config.workerId(), e);
    } finally {
      ended.countDown();
    }
  }

  /// Stops: what is finished is committed, what is in flight is left for another member.
  @Override
  public void close() {
    stopping = true;
    if (!started) {
      return;
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// When the loop last began a turn; long ago where it is stuck.
  public Instant turnedAt() {
    return turnedAt;
  }

  /// Works committed since the start.
  public long worksDone() {
    return worksDone.get();
  }

  /// Records committed since the start.
  public long rowsDone() {
    return rowsDone.get();
  }

  /// Works that are being fetched now.
  public int worksInFlight() {
    return inFlight.size();
  }

  private void begin(WorkIntake<W, O> intake, ExecutorService threads,
      List<FinishedWork<W, O>> finished) {
    long waiting = finished.stream().mapToLong(work -> work.result().bytes()).sum();
    while (inFlight.size() < config.maxInFlight()
        && waiting + (inFlight.size() + 1L) * config.maxWorkBytes() <= config.maxBufferedBytes()) {
      switch (intake.next()) {
        case null -> {
          return;
        }
        case WorkIntake.NotAWork<W, O>(FinishedWork<W, O> letter) -> justFinished.add(letter);
        case WorkIntake.AWork<W, O>(TakenWork<W> taken) -> {
          // known before it starts: a quick one ends before `submit` would return
          var task = new FutureTask<Void>(() -> fetch(taken), null);
          inFlight.put(taken, task);
          threads.execute(task);
        }
      }
    }
  }

  private void fetch(TakenWork<W> taken) {
    MDC.put("worker", config.workerId());
    var started = clock.instant();
    try {
      finish(taken, fetch.fetch(taken.work(), config.maxWorkBytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      inFlight.remove(taken);
    } catch (RuntimeException e) {
      var work = taken.work();
      log.error("work {}/{} failed, it will be sent again", kind.jobId(work), kind.number(work), e);
      finish(taken, new FetchedWork<>(List.of(), kind.failed(work, config.workerId(),
          "unexpected: " + e, started, clock.instant()),
          Optional.empty(), List.of(), 0));
    }
  }

  private void finish(TakenWork<W> taken, FetchedWork<W, O> work) {
    // added before it is removed from what is in flight: its bytes are counted throughout
    justFinished.add(new FinishedWork<>(taken.partition(), taken.offset(), taken.progress(),
        new Fetched<>(work)));
    inFlight.remove(taken);
  }

  private void cancel(TopicPartition partition) {
    inFlight.forEach((taken, future) -> {
      if (taken.partition().equals(partition)) {
        future.cancel(true);
      }
    });
  }

  private void collect(List<FinishedWork<W, O>> finished, Duration wait) {
    try {
      var first = justFinished.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        finished.add(first);
        justFinished.drainTo(finished);
      }
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDue(List<FinishedWork<W, O>> finished) {
    if (finished.isEmpty()) {
      return false;
    }
    long bytes = finished.stream().mapToLong(work -> work.result().bytes()).sum();
    return bytes >= config.maxTransactionBytes() || inFlight.isEmpty()
        || oldest(finished).plus(config.maxCommitWait()).isBefore(clock.instant());
  }

  private Instant oldest(List<FinishedWork<W, O>> finished) {
    return finished.getFirst().result() instanceof Fetched<W, O>(FetchedWork<W, O> work)
        ? kind.completedAt(work.outcome())
        : Instant.EPOCH;
  }

  /// @param passedOver partitions to commit the position of besides
  private void commit(List<FinishedWork<W, O>> finished,
      Map<TopicPartition, PartitionProgress> passedOver, KafkaConsumer<byte[], byte[]> consumer,
      Transactions<W, O> transactions) {
    if (finished.isEmpty() && passedOver.isEmpty()) {
      return;
    }
    var byPartition = new HashMap<PartitionProgress, TreeSet<Long>>();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    passedOver.forEach((partition, progress) -> {
      byPartition.put(progress, new TreeSet<>());
      offsets.put(partition, progress.after(Set.of()));
    });
    for (var work : finished) {
      var done = byPartition.computeIfAbsent(work.progress(), p -> new TreeSet<>());
      done.add(work.offset());
      offsets.put(work.partition(), work.progress().after(done));
    }
    try {
      transactions.commit(finished, offsets, consumer.groupMetadata());
    } catch (KafkaException | RegistryUnavailableException e) {
      // what was fetched is kept, and sent again unless its partition is gone by then
      log.warn("{} works not committed, will try again: {}", finished.size(), e.toString());
      return;
    }
    byPartition.forEach(PartitionProgress::finish);
    worksDone.addAndGet(finished.size());
    rowsDone.addAndGet(finished.stream()
        .mapToLong(work -> work.result() instanceof Fetched<W, O>(FetchedWork<W, O> w)
            ? w.records().size()
            : 0)
        .sum());
    finished.clear();
  }

  private GroupMember member() {
    var properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxInFlight());
    return GroupMember.of(kafka, properties, config.workerId());
  }
}
