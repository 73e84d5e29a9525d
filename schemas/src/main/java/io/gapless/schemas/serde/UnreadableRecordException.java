package io.gapless.schemas.serde;

/// Bytes of a topic that are not a record of its type.
public final class UnreadableRecordException extends RuntimeException {

  public UnreadableRecordException(String topic, Throwable cause) {
    super("not a record of " + topic + ": " + cause.getMessage(), cause);
  }
}
