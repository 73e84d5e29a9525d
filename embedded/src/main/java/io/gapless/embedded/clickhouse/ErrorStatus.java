package io.gapless.embedded.clickhouse;

/// The HTTP status of ClickHouse's error codes
/// ([exceptionCodeToHTTPStatus](https://github.com/ClickHouse/ClickHouse/blob/master/src/Server/HTTP/exceptionCodeToHTTPStatus.cpp)).
final class ErrorStatus {
  private ErrorStatus() {}

  static int of(int code) {
    return switch (code) {
      case 6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376,
          427, 441, 675, 676 -> 400;
      case 194 -> 401;
      case 192, 193, 497, 512, 516 -> 403;
      case 46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511 -> 404;
      case 159 -> 408;
      case 381 -> 411;
      case 229 -> 413;
      case 48 -> 501;
      case 76, 209, 439 -> 503;
      default -> 500;
    };
  }
}
