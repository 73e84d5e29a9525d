package io.gapless.fetcher.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.fetcher.leaf.RecordStore.Kind;
import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.rowbinary.RowDigest;
import io.gapless.schemas.serde.WireFormat;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The records of one leaf or batch, encoded as its blocks come in. What is added counts only once it is
/// kept: [#keep] takes what was added since, [#drop] forgets it.
///
/// For one thread.
public final class LeafRecords {

  private final byte[] chain;
  private final byte[] bookkeeping;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final RecordStore records = new RecordStore();
  private int kept;
  private long addedBytes;
  private long keptBytes;
  private long keyedBlock = -1;
  private byte[] key = {};

  /// @param jobId the job that writes them
  /// @param outputs by dataset, see [DatasetOutput#of]
  /// @param datasets those that the leaf is to have records of
  /// @param version of its rows
  public LeafRecords(String chain, String jobId, Map<String, DatasetOutput> outputs,
      Collection<String> datasets, long version, Instant createdAt) {
    this.chain = chain.getBytes(UTF_8);
    for (var dataset : datasets) {
      kinds.put(dataset, kind(outputs.get(dataset), dataset));
    }
    bookkeeping = bookkeeping(jobId.getBytes(UTF_8), version, createdAt);
  }

  /// Whether the leaf is to have records of the dataset.
  public boolean wants(String dataset) {
    return kinds.containsKey(dataset);
  }

  /// Begins a record with its `chain`: the fields from there to `job_id` are written to what is
  /// returned, in the schema's order, and then it is ended.
  public AvroOutput begin(String dataset) {
    var out = records.begin(kind(dataset));
    out.writeBytes(chain, 0, chain.length);
    return out;
  }

  /// Ends the record that was begun and adds it.
  ///
  /// @param block the block or ledger that it belongs to, which is its key
  public void end(String dataset, long block) {
    records.write(bookkeeping);
    var key = key(block);
    addedBytes += key.length + records.end(kind(dataset), key);
  }

  /// Counts what was added since.
  public void keep() {
    for (; kept < records.count(); kept++) {
      records.digest(kept);
    }
    keptBytes = addedBytes;
  }

  /// Forgets what was added since.
  public void drop() {
    records.truncate(kept);
    addedBytes = keptBytes;
  }

  /// Size of the records added, kept or not.
  public long addedBytes() {
    return addedBytes;
  }

  /// Size of the records kept.
  public long bytes() {
    return keptBytes;
  }

  /// The records kept, each made when it is asked for.
  public List<OutputRecord> records() {
    return records.first(kept);
  }

  /// Records kept, a wanted dataset; zeros too.
  public Map<String, Long> rowCounts() {
    var counts = new HashMap<String, Long>();
    kinds.forEach((dataset, kind) -> counts.put(dataset, kind.digest().count()));
    return counts;
  }

  /// Digests of the records kept, a wanted dataset.
  public Map<String, Long> digests() {
    var sums = new HashMap<String, Long>();
    kinds.forEach((dataset, kind) -> sums.put(dataset, kind.digest().sum()));
    return sums;
  }

  private static Kind kind(@Nullable DatasetOutput output, String dataset) {
    if (output == null) {
      throw new IllegalArgumentException("no decoder makes records of " + dataset);
    }
    byte[] header = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(header, output.schemaId());
    return new Kind(output.topic(), header, new RowDigest(output.dataset()));
  }

  private Kind kind(String dataset) {
    var kind = kinds.get(dataset);
    if (kind == null) {
      throw new IllegalStateException(dataset + " is not wanted");
    }
    return kind;
  }

  /// The key of a block's records, made once for all of them.
  private byte[] key(long block) {
    if (block != keyedBlock) {
      key = (new String(chain, UTF_8) + "/" + block).getBytes(UTF_8);
      keyedBlock = block;
    }
    return key;
  }

  private static byte[] bookkeeping(byte[] jobId, long version, Instant createdAt) {
    var out = new AvroOutput(64);
    out.writeBytes(jobId, 0, jobId.length);
    out.writeLong(version);
    out.writeLong(createdAt.toEpochMilli());
    out.writeBoolean(false);
    return out.copy(0, out.size());
  }
}
