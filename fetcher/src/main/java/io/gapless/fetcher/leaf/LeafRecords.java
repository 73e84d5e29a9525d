package io.gapless.fetcher.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.fetcher.work.OutputRecord;
import io.gapless.schemas.rowbinary.RowDigest;
import io.gapless.schemas.serde.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The records of one leaf or batch, encoded as its blocks come in. What is added counts only once it is
/// kept: [#keep] takes what was added since, [#drop] forgets it.
///
/// For one thread.
public final class LeafRecords {

  private final Map<String, DatasetOutput> outputs;
  private final byte[] chain;
  private final byte[] bookkeeping;
  private final Map<String, RowDigest> digests = new HashMap<>();
  private final List<OutputRecord> records = new ArrayList<>();
  private final List<RowDigest> digestOfRecord = new ArrayList<>();
  private final byte[] header = new byte[WireFormat.HEADER_BYTES];
  private final AvroOutput out = new AvroOutput();
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
    this.outputs = outputs;
    this.chain = chain.getBytes(UTF_8);
    for (var dataset : datasets) {
      digests.put(dataset, new RowDigest(output(dataset).dataset()));
    }
    bookkeeping = bookkeeping(jobId.getBytes(UTF_8), version, createdAt);
  }

  /// Whether the leaf is to have records of the dataset.
  public boolean wants(String dataset) {
    return digests.containsKey(dataset);
  }

  /// Begins a record with its `chain`: the fields from there to `job_id` are written to what is
  /// returned, in the schema's order, and then it is ended.
  public AvroOutput begin(String dataset) {
    out.clear();
    WireFormat.writeHeader(header, output(dataset).schemaId());
    out.writeFixed(header);
    out.writeBytes(chain, 0, chain.length);
    return out;
  }

  /// Ends the record that was begun and adds it.
  ///
  /// @param block the block or ledger that it belongs to, which is its key
  public void end(String dataset, long block) {
    out.writeFixed(bookkeeping);
    var record = new OutputRecord(output(dataset).topic(), key(block), out.toByteArray());
    records.add(record);
    addedBytes += record.key().length + record.value().length;
    digestOfRecord.add(digest(dataset));
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
  public void drop() {
    records.subList(kept, records.size()).clear();
    digestOfRecord.subList(kept, digestOfRecord.size()).clear();
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

  private DatasetOutput output(String dataset) {
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
  private byte[] key(long block) {
    if (block != keyedBlock) {
      key = (new String(chain, UTF_8) + "/" + block).getBytes(UTF_8);
      keyedBlock = block;
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
