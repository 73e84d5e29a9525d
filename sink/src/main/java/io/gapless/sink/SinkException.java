package io.gapless.sink;

/// The sink cannot go on, and asking again would not help; the message says what to do. Nothing is
/// lost: what is not in its table is still on its topic.
public final class SinkException extends RuntimeException {

  public SinkException(String message) {
    super(message);
  }

  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
