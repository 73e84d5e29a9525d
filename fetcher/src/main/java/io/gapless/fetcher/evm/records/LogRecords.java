package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.evm.window.WindowTarget;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.schemas.record.RangeWork;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Logs as the records of one leaf.
///
/// An answer's logs count only once the whole answer has passed its checks: [#keep] takes those
/// added since, [#drop] forgets them. Where the records outgrow their share, they end with a whole
/// block, see [#cut], and what lies beyond is left out.
///
/// For one thread.
public final class LogRecords implements WindowTarget {

  private final LeafRecords records;
  private final long maxBytes;
  private long newestBlock = -1;
  private byte[] newestHash = new byte[Hash32.LENGTH];
  private Optional<Cut> cut = Optional.empty();

  /// Where the records end because there is no room for more.
  ///
  /// @param last last block whose records are all there
  public record Cut(long last, Hash32 hash) {}

  /// @param outputs by dataset, of all that there are decoders for
  /// @param maxBytes size at which the records end with the block they are at
  public LogRecords(RangeWork work, Map<String, DatasetOutput> outputs, long version,
      Instant createdAt, long maxBytes) {
    this.maxBytes = maxBytes;
    // what fits no standard belongs to every dataset that shares its topic0
    var wanted = new HashSet<>(work.getDatasets());
    wanted.add(new UnclassifiedDecoder().dataset());
    records = new LeafRecords(work.getChain(), work.getJobId(), outputs, Set.copyOf(wanted),
        version, createdAt);
  }

  /// Adds a log as a record of the dataset that it belongs to, if that is wanted.
  ///
  /// @param blockTimestamp the block's time in seconds since 1970
  @Override
  public void add(EvmLog log, long blockTimestamp) {
    if (isBeyondTheEnd(log)) {
      return;
    }
    write(log, blockTimestamp, records);
  }

  /// Adds a log to records as one of the dataset that it belongs to, if they want that.
  ///
  /// @param blockTimestamp the block's time in seconds since 1970
  public static void write(EvmLog log, long blockTimestamp, LeafRecords records) {
    var decoder = LogDecoders.of(log);
    if (!records.wants(decoder.dataset())) {
      return;
    }
    var out = records.begin(decoder.dataset());
    out.writeLong(log.blockNumber);
    out.writeLong(Math.multiplyExact(blockTimestamp, 1000L));
    out.writeFixed(log.blockHash);
    out.writeFixed(log.transactionHash);
    out.writeLong(log.transactionIndex);
    out.writeLong(log.logIndex);
    decoder.write(log, out);
    records.end(decoder.dataset(), log.blockNumber);
  }

  /// The end of the records, if they end before what was asked for.
  public Optional<Cut> cut() {
    return cut;
  }

  /// Ends the records when the first log of a later block comes and there is no room for it. Logs
  /// come in the order of their blocks; where one does not, no block is taken for whole too early.
  private boolean isBeyondTheEnd(EvmLog log) {
    if (cut.isPresent()) {
      return log.blockNumber > cut.get().last();
    }
    if (log.blockNumber > newestBlock) {
      if (newestBlock >= 0 && records.addedBytes() >= maxBytes) {
        cut = Optional.of(new Cut(newestBlock, Hash32.of(newestHash)));
        return true;
      }
      newestBlock = log.blockNumber;
      newestHash = log.blockHash.clone();
    }
    return false;
  }

  /// Counts what was added since.
  public void keep() {
    records.keep();
  }

  /// Forgets what was added since.
  @Override
  public void drop() {
    records.drop();
    newestBlock = -1;
    cut = Optional.empty();
  }

  /// Size of the records kept.
  public long bytes() {
    return records.bytes();
  }

  /// The leaf's records, kept and not.
  public LeafRecords leaf() {
    return records;
  }
}
