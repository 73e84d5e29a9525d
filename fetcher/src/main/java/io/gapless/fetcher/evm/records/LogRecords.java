package io.gapless.fetcher.evm.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.evm.window.WindowTarget;
import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.record.RangeWork;
import io.gapless.schemas.rowbinary.RowDigest;
import io.gapless.schemas.serde.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The records of one leaf, encoded as its logs come in.
///
/// An answer's logs count only once the whole answer has passed its checks: [#keep] takes those
/// added since, [#drop] forgets them. Where the records outgrow their share, they end with a whole
/// block, see [#cut], and what lies beyond is left out.
///
/// For one thread.
public final class LeafRecords implements WindowTarget {

  private final Map<String, LogOutput> outputs;
  private final Set<String> wanted;
  private final byte[] chain;
  private final byte[] bookkeeping;
  private final Map<String, RowDigest> digests = new HashMap<>();
  private final List<OutputRecord> records = new ArrayList<>();
  private final List<RowDigest> digestOfRecord = new ArrayList<>();
  private final byte[] header = new byte[WireFormat.HEADER_BYTES];
  private final AvroOutput out = new AvroOutput();
  private final long maxBytes;
  private int kept;
  private long addedBytes;
  private long newestBlock = -1;
  private byte[] newestHash = new byte[Hash32.LENGTH];
  private Optional<Cut> cut = Optional.empty();
  private long keptBytes;
  private long keyedBlock = -1;
  private byte[] key = {};

  /// Where the records end because there is no room for more.
  ///
  /// @param last last block whose records are all there
  public record Cut(long last, Hash32 hash) {}

  /// @param outputs by dataset, see [LogOutput#all]
  /// @param maxBytes size at which the records end with the block they are at
  public LeafRecords(RangeWork work, Map<String, LogOutput> outputs, long version,
      Instant createdAt,
      long maxBytes) {
    this.outputs = outputs;
    this.maxBytes = maxBytes;
    chain = work.getChain().getBytes(UTF_8);
    // what fits no standard belongs to every dataset that shares its topic0
    wanted = new HashSet<>(work.getDatasets());
    wanted.add(new UnclassifiedDecoder().dataset());
    for (var dataset : wanted) {
      digests.put(dataset, new RowDigest(output(dataset).dataset()));
    }
    bookkeeping = bookkeeping(work.getJobId().getBytes(UTF_8), version, createdAt);
  }

  /// Adds a log as a record of the dataset that it belongs to, if that is wanted.
  ///
  /// @param blockTimestamp the block's time in seconds since 1970
  @Override
  public void add(EvmLog log, long blockTimestamp) {
    if (isBeyondTheEnd(log)) {
      return;
    }
    var decoder = LogDecoders.of(log);
    if (!wanted.contains(decoder.dataset())) {
      return;
    }
    var output = output(decoder.dataset());
    out.clear();
    WireFormat.writeHeader(header, output.schemaId());
    out.writeFixed(header);
    out.writeBytes(chain, 0, chain.length);
    out.writeLong(log.blockNumber);
    out.writeLong(Math.multiplyExact(blockTimestamp, 1000L));
    out.writeFixed(log.blockHash);
    out.writeFixed(log.transactionHash);
    out.writeLong(log.transactionIndex);
    out.writeLong(log.logIndex);
    decoder.write(log, out);
    out.writeFixed(bookkeeping);
    var record = new OutputRecord(output.topic(), key(log.blockNumber), out.toByteArray());
    records.add(record);
    addedBytes += record.key().length + record.value().length;
    digestOfRecord.add(digest(decoder.dataset()));
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
      if (newestBlock >= 0 && addedBytes >= maxBytes) {
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
    for (int i = kept; i < records.size(); i++) {
      var value = records.get(i).value();
      digestOfRecord.get(i).add(value, WireFormat.HEADER_BYTES, value.length);
    }
    kept = records.size();
    keptBytes = addedBytes;
  }

  /// Forgets what was added since.
  @Override
  public void drop() {
    records.subList(kept, records.size()).clear();
    digestOfRecord.subList(kept, digestOfRecord.size()).clear();
    addedBytes = keptBytes;
    newestBlock = -1;
    cut = Optional.empty();
  }

  /// Size of the records kept.
  public long bytes() {
    return keptBytes;
  }

  /// The records kept.
  public List<OutputRecord> records() {
    return records.subList(0, kept);
  }

  /// Records kept, a wanted dataset; zeros too.
  public Map<String, Long> rowCounts() {
    var counts = new HashMap<String, Long>();
    digests.forEach((dataset, digest) -> counts.put(dataset, digest.count()));
    return counts;
  }

  /// Digests of the records kept, a wanted dataset.
  public Map<String, Long> digests() {
    var sums = new HashMap<String, Long>();
    digests.forEach((dataset, digest) -> sums.put(dataset, digest.sum()));
    return sums;
  }

  private LogOutput output(String dataset) {
    var output = outputs.get(dataset);
    if (output == null) {
      throw new IllegalArgumentException("no decoder makes records of " + dataset);
    }
    return output;
  }

  private RowDigest digest(String dataset) {
    var digest = digests.get(dataset);
    if (digest == null) {
      throw new IllegalStateException(dataset + " is not wanted");
    }
    return digest;
  }

  /// The key of a block's records, made once for all of them.
  private byte[] key(long blockNumber) {
    if (blockNumber != keyedBlock) {
      key = (new String(chain, UTF_8) + "/" + blockNumber).getBytes(UTF_8);
      keyedBlock = blockNumber;
    }
    return key;
  }

  private static byte[] bookkeeping(byte[] jobId, long version, Instant createdAt) {
    var out = new AvroOutput();
    out.writeBytes(jobId, 0, jobId.length);
    out.writeLong(version);
    out.writeLong(createdAt.toEpochMilli());
    out.writeBoolean(false);
    return out.toByteArray();
  }
}
