package io.gapless.sink;

import io.gapless.schemas.clickhouse.ClickHouseUnavailableException;

/// Tells faults of ClickHouse that pass from those that need somebody to act.
final class Fault {

  private Fault() {}

  /// Whether the same insert may succeed later.
  static boolean isPassing(ClickHouseUnavailableException e) {
    return e.isPassing() || switch (e.code()) {
      // aborted at shutdown, disk full, query killed, system error of the disk or network,
      // server overloaded, Keeper
      case 236, 243, 394, 425, 745, 999 -> true;
      default -> false;
    };
  }

  /// What to do about a refusal of ClickHouse, in one line.
  ///
  /// @param code ClickHouse's error code
  static String advice(int code) {
    return switch (code) {
      case 16, 53 -> ": its columns are not those of this version; bring it up to date, or move it"
          + " away so that it is created anew";
      case 60 -> ": the table does not exist; start again, it is created at start";
      case 81 -> ": the database does not exist; create it or name another in --clickhouse";
      case 192, 193, 194, 516 -> ": give the right user and password in --clickhouse";
      case 497 -> ": grant this user INSERT and SELECT on it";
      default -> "";
    };
  }
}
