package io.gapless.benchmarks.hot;

import io.gapless.chains.evm.LogParser;
import io.gapless.fetcher.evm.records.LogRecords;
import io.gapless.fetcher.leaf.DatasetOutput;
import io.gapless.fetcher.leaf.LeafRecords;
import io.gapless.schemas.rowbinary.NativeBlock;
import io.gapless.schemas.rowbinary.RowBuffer;
import io.gapless.schemas.rowbinary.RowEncoder;
import io.gapless.schemas.serde.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The steps of a transfer's way that are taken once for each, measured with
/// [JMH](https://github.com/openjdk/jmh): an operation is all [Transfers].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPath {

  private @Nullable Transfers transfers;
  private final Map<String, DatasetOutput> outputs = Transfers.outputs();
  private final RowEncoder encoder = new RowEncoder(Transfers.DATASET);
  private final RowBuffer rows = new RowBuffer(1 << 20);
  private final RowBuffer written = new RowBuffer(1 << 20);

  /// Makes what each step begins with.
  @Setup
  public void prepare() throws IOException, InterruptedException {
    transfers = Transfers.make();
    encode(written);
  }

  /// Logs out of the answer's text.
  @Benchmark
  public long jsonToRecord() throws IOException {
    return LogParser.readLogs(new ByteArrayInputStream(transfers().answer()), _ -> {});
  }

  /// Logs to what is sent to their topic.
  @Benchmark
  public LeafRecords recordToAvro() {
    var records = Transfers.records(outputs);
    for (var log : transfers().logs()) {
      LogRecords.write(log, log.blockTimestamp, records);
    }
    return records;
  }

  /// The same, and the digest of their rows.
  @Benchmark
  public LeafRecords recordToAvroAndDigest() {
    var records = recordToAvro();
    records.keep();
    return records;
  }

  /// What lies on a topic to rows.
  @Benchmark
  public RowBuffer avroToRowBinary() {
    encode(rows);
    return rows;
  }

  /// Rows to a block of columns.
  ///
  /// @return bytes that would be sent
  @Benchmark
  public long rowBinaryToNative() throws IOException {
    var counted = new Counted();
    NativeBlock.write(Transfers.DATASET, written, counted);
    return counted.bytes;
  }

  private void encode(RowBuffer into) {
    into.truncate(0);
    for (byte[] value : transfers().values()) {
      encoder.encode(value, WireFormat.HEADER_BYTES, value.length, into);
    }
  }

  private Transfers transfers() {
    return Objects.requireNonNull(transfers);
  }

  private static final class Counted extends OutputStream {

    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }
}
