package io.gapless.chains.evm;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a body that takes too long, which ends the read that waits for it: the JDK's client limits
/// the time until the headers only.
final class BodyDeadline implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BodyDeadline.class);
  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final InputStream body;
  private final Future<?> alarm;
  private volatile boolean passed;

  BodyDeadline(InputStream body, Duration limit) {
    this.body = body;
    alarm = WATCH.schedule(this::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor watch() {
    var executor = new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().name("body-deadline").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private void pass() {
    passed = true;
    closeBody();
  }

  /// Whether the body was closed because of its time.
  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    alarm.cancel(false);
    closeBody();
  }

  private void closeBody() {
    try {
      body.close();
    } catch (IOException e) {
      LOG.debug("closing a body failed, its connection is given up", e);
    }
  }
}
