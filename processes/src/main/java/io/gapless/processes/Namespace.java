package io.gapless.processes;

import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.LostSteps;
import io.gapless.schemas.record.RetrySettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A kind of process: its user code and how it is run.
///
/// @param name of the namespace
/// @param processor user code
/// @param retry of timeouts
/// @param stepTimeout how long a step may take, and a caller waits
/// @param poolSize steps that one engine executes at a time; 0: none, it only takes requests
/// @param lostSteps what becomes of a step whose outcome nobody knows, as its machine died or it took
///     too long: executed again, or the process goes to ERROR
/// @param keyTtl how long an idempotency key is remembered
/// @param eventsTopic where events of histories are sent to; null: nowhere
/// @param lifecycleTopic where it is told that processes were created, failed, work again or were
///     removed; null: nowhere
public record Namespace(String name, Processor processor, RetryPolicy retry, Duration stepTimeout,
    int poolSize, LostSteps lostSteps, Duration keyTtl, @Nullable String eventsTopic,
    @Nullable String lifecycleTopic) {

  /// A step that is lost this often is not to blame on machines.
  private static final int MOST_LOSSES = 10;

  /// Refuses what makes no sense with an [IllegalArgumentException].
  public Namespace {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a namespace without a name");
    }
    if (stepTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("stepTimeout < 1 ms: " + stepTimeout);
    }
    if (poolSize < 0) {
      throw new IllegalArgumentException("poolSize < 0: " + poolSize);
    }
    if (keyTtl.toMillis() < 1) {
      throw new IllegalArgumentException("keyTtl < 1 ms: " + keyTtl);
    }
  }

  /// A namespace with the usual settings: three tries, 60 s a step, ten at a time, lost steps again,
  /// keys for a week, no topics.
  public static Namespace of(String name, Processor processor) {
    return new Namespace(name, processor, RetryPolicy.DEFAULT, Duration.ofSeconds(60), 10,
        LostSteps.RETRY, Duration.ofDays(7), null, null);
  }

  /// The same with another retry policy.
  public Namespace withRetry(RetryPolicy policy) {
    return new Namespace(name, processor, policy, stepTimeout, poolSize, lostSteps, keyTtl,
        eventsTopic, lifecycleTopic);
  }

  /// The same with another time for steps and callers.
  public Namespace withStepTimeout(Duration timeout) {
    return new Namespace(name, processor, retry, timeout, poolSize, lostSteps, keyTtl,
        eventsTopic, lifecycleTopic);
  }

  /// The same with another number of steps at a time.
  public Namespace withPoolSize(int steps) {
    return new Namespace(name, processor, retry, stepTimeout, steps, lostSteps, keyTtl,
        eventsTopic, lifecycleTopic);
  }

  /// The same with another policy for lost steps.
  public Namespace withLostSteps(LostSteps policy) {
    return new Namespace(name, processor, retry, stepTimeout, poolSize, policy, keyTtl,
        eventsTopic, lifecycleTopic);
  }

  /// The same with another life time of idempotency keys.
  public Namespace withKeyTtl(Duration ttl) {
    return new Namespace(name, processor, retry, stepTimeout, poolSize, lostSteps, ttl,
        eventsTopic, lifecycleTopic);
  }

  /// The same with topics to tell what happens.
  public Namespace withTopics(@Nullable String events, @Nullable String lifecycle) {
    return new Namespace(name, processor, retry, stepTimeout, poolSize, lostSteps, keyTtl, events,
        lifecycle);
  }

  /// What the state of processes depends on; goes through the log like all else.
  public ConfigureNamespace settings() {
    var longest = retry.maxInterval();
    return new ConfigureNamespace(
        new RetrySettings(retry.initial().toMillis(), retry.backoff(),
            longest == null ? null : longest.toMillis(), retry.maxAttempts(),
            retry.nonRetryable()),
        lostSteps, MOST_LOSSES, keyTtl.toMillis(), eventsTopic, lifecycleTopic);
  }
}
