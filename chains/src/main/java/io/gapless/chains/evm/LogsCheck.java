package io.gapless.chains.evm;

import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import java.util.Arrays;

/// Checks that logs are what was asked for, one by one as they stream by, and passes them on: each
/// lies in the range, matches the filter, is unique by block and log index, was not taken back, and
/// names the same block hash as the others of its block.
final class LogsCheck implements LogVisitor {

  private final BlockRange range;
  private final LogVisitor next;
  private final LogMatch filter;

  private final byte[] blockHash = new byte[Hash32.LENGTH];
  private final byte[] lastBlockHash = new byte[Hash32.LENGTH];
  private boolean lastBlockHasLogs;
  private long[] keys = new long[64];
  private int count;
  private boolean ascending = true;

  LogsCheck(BlockRange range, LogFilter filter, LogVisitor next) {
    this.range = range;
    this.next = next;
    this.filter = new LogMatch(filter);
  }

  @Override
  public void visit(EvmLog log) {
    require(range.contains(log.blockNumber), log, "lies outside of the range");
    require(!log.removed, log, "was removed by a reorganisation");
    require(filter.matchesAddress(log), log, "is of a contract not asked for");
    require(filter.matchesTopics(log), log, "has topics not asked for");
    remember(log);
    try {
      next.visit(log);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Else it would pass for a fault of the answer.
      throw new IllegalStateException(
          "the visitor failed at log " + log.blockNumber + "/" + log.logIndex, e);
    }
  }

  /// How many logs were seen.
  long count() {
    return count;
  }

  /// The last of the checks: no log twice, and the logs of the last block are of the block that the
  /// header tells of.
  void finish(EvmHeader lastHeader) {
    if (lastBlockHasLogs && !lastHeader.hash().hasBytes(lastBlockHash)) {
      throw new BadLogException(
          "logs of block " + range.last() + " name another hash than its header");
    }
    if (!ascending) {
      Arrays.sort(keys, 0, count);
      for (int i = 1; i < count; i++) {
        if (keys[i] == keys[i - 1]) {
          throw new BadLogException("log " + place(keys[i]) + " came twice");
        }
      }
    }
  }

  private void remember(EvmLog log) {
    long block = log.blockNumber - range.first();
    require(block >>> 32 == 0, log, "lies in a range of more than 4 billion blocks");
    long key = block << 31 | log.logIndex;
    long previous = count == 0 ? -1 : keys[count - 1];
    if (count > 0 && previous >>> 31 == block) {
      require(Arrays.equals(blockHash, log.blockHash), log,
          "names another block hash than its block's");
    }
    require(key != previous, log, "came twice");
    ascending &= key > previous;
    System.arraycopy(log.blockHash, 0, blockHash, 0, blockHash.length);
    if (log.blockNumber == range.last()) {
      require(!lastBlockHasLogs || Arrays.equals(lastBlockHash, log.blockHash), log,
          "names another block hash than its block's");
      lastBlockHasLogs = true;
      System.arraycopy(log.blockHash, 0, lastBlockHash, 0, lastBlockHash.length);
    }
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
    }
    keys[count++] = key;
  }

  private String place(long key) {
    return (range.first() + (key >>> 31)) + "/" + (key & Integer.MAX_VALUE);
  }

  private static void require(boolean condition, EvmLog log, String fault) {
    if (!condition) {
      throw new BadLogException("log " + log.blockNumber + "/" + log.logIndex + " " + fault);
    }
  }

  /// An answer holds a log that cannot be right.
  static final class BadLogException extends IllegalArgumentException {
    BadLogException(String message) {
      super(message);
    }
  }
}
