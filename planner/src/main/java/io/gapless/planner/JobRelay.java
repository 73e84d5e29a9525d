package io.gapless.planner;

import io.gapless.schemas.record.Job;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Tells a listener of jobs in a thread that may wait, once all is known that there was at the start:
/// what is true of an old state may be true no more.
final class JobRelay {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final JobListener listener;
  private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final CountDownLatch known = new CountDownLatch(1);

  JobRelay(JobListener listener) {
    this.listener = listener;
  }

  /// A job is like this now.
  void seen(Job job) {
    jobs.add(job);
  }

  /// All is known that there was at the start.
  void caughtUp() {
    known.countDown();
  }

  /// Tells the listener until it is time to leave.
  void run(BooleanSupplier leaves) throws InterruptedException {
    while (!leaves.getAsBoolean()) {
      if (!known.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        continue;
      }
      for (var job = jobs.poll(); job != null; job = jobs.poll()) {
        listener.seen(job);
      }
      listener.settle();
      Thread.sleep(PAUSE);
    }
  }
}
