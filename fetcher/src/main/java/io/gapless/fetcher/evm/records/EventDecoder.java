package io.gapless.fetcher.evm.records;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.fetcher.leaf.AvroOutput;
import io.gapless.schemas.dataset.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Makes records of a few events of one contract, declared with the columns' names as those of
/// their parameters. A column that an event has no parameter for is zero, false or empty; the column
/// `kind` says which event it was.
abstract class EventDecoder implements LogDecoder {

  private final String dataset;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Hash32> topic0;

  /// An event and what becomes of its logs.
  ///
  /// @param columns one writer for each column after `contract_address`, in order
  private record Kind(AbiEvent event, List<ColumnWriter> columns) {}

  /// @param declarations of events, see [AbiEvent#of], by what the column `kind` says of them
  EventDecoder(String dataset, Map<String, String> declarations) {
    this.dataset = dataset;
    var fields = fields(dataset);
    declarations.forEach((kind, declaration) -> {
      var event = AbiEvent.of(declaration);
      requireColumns(event, fields);
      kinds.add(new Kind(event,
          fields.stream().map(field -> ColumnWriter.of(field, kind, event)).toList()));
    });
    topic0 = kinds.stream().map(kind -> kind.event().topic0()).sorted().toList();
  }

  @Override
  public final String dataset() {
    return dataset;
  }

  @Override
  public final List<Hash32> topic0() {
    return topic0;
  }

  @Override
  public boolean fits(EvmLog log) {
    var kind = kindOf(log);
    return kind != null && kind.event().fits(log);
  }

  @Override
  public final void write(EvmLog log, AvroOutput out) {
    var kind = kindOf(log);
    if (kind == null) {
      throw new IllegalArgumentException("no event of " + dataset);
    }
    out.writeFixed(log.address);
    for (var column : kind.columns()) {
      column.write(log, out);
    }
  }

  private @Nullable Kind kindOf(EvmLog log) {
    for (var kind : kinds) {
      if (kind.event().isOf(log)) {
        return kind;
      }
    }
    return null;
  }

  /// The fields between `contract_address` and `job_id`.
  private static List<Schema.Field> fields(String name) {
    var dataset = Datasets.all().named(name);
    var columns = dataset.chainColumns();
    return columns.subList(columns.indexOf("contract_address") + 1, columns.size()).stream()
        .map(dataset.schema()::getField).toList();
  }

  private void requireColumns(AbiEvent event, List<Schema.Field> fields) {
    for (var parameter : event.parameters()) {
      if (fields.stream().noneMatch(field -> field.name().equals(parameter.name()))) {
        throw new IllegalArgumentException(dataset + " has no column " + parameter.name());
      }
    }
  }
}
