package io.gapless.schemas.rowbinary;

/// Bytes that are not a record of the schema they claim to be of.
public final class UnreadableRowException extends RuntimeException {

  public UnreadableRowException(String message) {
    super(message);
  }
}
