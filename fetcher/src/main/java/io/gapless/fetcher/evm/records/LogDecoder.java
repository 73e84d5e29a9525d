package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import java.util.List;

/// Makes a dataset's records of logs. A new dataset of logs is a folder in `schemas` and one of
/// these in [LogDecoders].
interface LogDecoder {

  /// Name of the dataset.
  String dataset();

  /// The events that it makes records of: hashes of their signatures.
  List<Hash32> topic0();

  /// Whether the log, which has one of the decoder's [#topic0], has the shape of the standard; only
  /// then it is written.
  boolean fits(EvmLog log);

  /// Writes the fields between `log_index` and `job_id`, in the schema's order.
  void write(EvmLog log, AvroOutput out);
}
