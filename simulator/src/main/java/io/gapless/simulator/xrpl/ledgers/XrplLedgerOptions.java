package io.gapless.simulator.xrpl.ledgers;

import java.time.Duration;
import java.time.Instant;

/// All that determines simulated ledgers: the same options give the same bytes and hashes.
///
/// @param networkId of the network; above 1024 each transaction names it
/// @param seed of everything random
/// @param firstIndex index of the first ledger, 1 or more
/// @param count number of ledgers
/// @param closeInterval average whole seconds from one ledger to the next; each takes up to a second
///     more or less
/// @param startTime when the first ledger closed, after 2000
/// @param traffic what happens in the ledgers
public record XrplLedgerOptions(long networkId, long seed, long firstIndex, int count,
    Duration closeInterval, Instant startTime, XrplTraffic traffic) {
  /// A network id that no public network uses.
  public static final long DEFAULT_NETWORK_ID = 900_002;
  private static final long MAX_UINT32 = 0xffff_ffffL;

  public XrplLedgerOptions {
    if (networkId < 0 || networkId > MAX_UINT32) {
      throw new IllegalArgumentException("networkId is not in 0 to 4294967295: " + networkId);
    }
    if (count < 1) {
      throw new IllegalArgumentException("count < 1: " + count);
    }
    if (firstIndex < 1 || firstIndex > MAX_UINT32 - count) {
      throw new IllegalArgumentException("firstIndex is not in 1 to 4294967295 - count: "
          + firstIndex);
    }
    if (closeInterval.toSeconds() < 2 || closeInterval.toMillis() % 1_000 != 0) {
      throw new IllegalArgumentException(
          "closeInterval is not two whole seconds or more: " + closeInterval);
    }
    if (startTime.isBefore(Instant.parse("2001-01-01T00:00:00Z"))) {
      throw new IllegalArgumentException("startTime is before 2001: " + startTime);
    }
  }

  /// Ledgers 1,000 to 20,999, four seconds each, with about 600,000 transactions, over two UTC days.
  public static XrplLedgerOptions defaults() {
    return new XrplLedgerOptions(DEFAULT_NETWORK_ID, 1, 1_000, 20_000, Duration.ofSeconds(4),
        Instant.parse("2024-06-01T15:00:00Z"), XrplTraffic.defaults());
  }

  /// The index of the last ledger.
  public long lastIndex() {
    return firstIndex + count - 1;
  }

  /// The same with another network id.
  public XrplLedgerOptions withNetworkId(long networkId) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another seed.
  public XrplLedgerOptions withSeed(long seed) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another first ledger.
  public XrplLedgerOptions withFirstIndex(long firstIndex) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another number of ledgers.
  public XrplLedgerOptions withCount(int count) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another time between ledgers.
  public XrplLedgerOptions withCloseInterval(Duration closeInterval) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another time of the first ledger.
  public XrplLedgerOptions withStartTime(Instant startTime) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with other traffic.
  public XrplLedgerOptions withTraffic(XrplTraffic traffic) {
    return new XrplLedgerOptions(networkId, seed, firstIndex, count, closeInterval, startTime,
        traffic);
  }

  /// The same with another number of transactions in an average ledger.
  public XrplLedgerOptions withTransactionsPerLedger(double transactionsPerLedger) {
    return withTraffic(traffic.withTransactionsPerLedger(transactionsPerLedger));
  }
}
