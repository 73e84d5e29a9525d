package io.gapless.schemas.serde;

/// The schema registry cannot be asked, or refused.
public final class RegistryUnavailableException extends RuntimeException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
