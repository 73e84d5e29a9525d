package io.gapless.schemas.clickhouse;

/// ClickHouse does not answer, or refuses; the message says what to do.
public final class ClickHouseUnavailableException extends RuntimeException {

  private final int code;

  public ClickHouseUnavailableException(String message, int code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// ClickHouse's error code; 0 if it did not answer at all.
  public int code() {
    return code;
  }

  /// Whether asking again, unchanged, may succeed: the server was not reached, or is overloaded.
  public boolean isPassing() {
    return switch (code) {
      // no answer, too many queries, too many parts, memory limit, timeouts, network, table is
      // dropped or read-only for now
      case 0, 159, 202, 209, 210, 241, 242, 252 -> true;
      default -> false;
    };
  }
}
