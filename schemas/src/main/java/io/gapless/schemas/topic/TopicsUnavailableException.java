package io.gapless.schemas.topic;

/// The broker could not be asked, or refused to make the topics.
public final class TopicsUnavailableException extends RuntimeException {

  public TopicsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
