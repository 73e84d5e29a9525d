package io.gapless.embedded.clickhouse.http;

import java.io.IOException;

/// A request that is not HTTP as we understand it; the connection ends with the answer.
final class BadRequestException extends IOException {
  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
