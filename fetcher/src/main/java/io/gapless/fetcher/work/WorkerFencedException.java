package io.gapless.fetcher.work;

/// Another worker has the same slot, so that the broker shuts this one out.
public final class WorkerFencedException extends RuntimeException {

  public WorkerFencedException(String workerId, Throwable cause) {
    super("another worker runs as " + workerId
        + ": give each worker of a host a slot of its own (--slot)", cause);
  }
}
