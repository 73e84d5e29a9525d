package io.gapless.gates.derive;

import io.gapless.gates.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Ranges of blocks with about as many transfers each, so that a derivation's memory does not grow
/// with the chain. A transaction lies in one block, so none is cut.
final class Slices {

  private static final long STEP = 1000;

  private Slices() {}

  /// Blocks, both inclusive.
  record Slice(long first, long last) {}

  static List<Slice> of(Warehouse warehouse, String chain) throws InterruptedException {
    var counts = warehouse.query("""
        SELECT intDiv(block_number, {step:UInt64}) AS step, sum(transfers) AS transfers
        FROM
        (
          SELECT block_number, length(token_ids) AS transfers FROM erc1155_transfers_staging
          WHERE chain = {chain:String}
          UNION ALL
          SELECT block_number, 1 FROM erc20_transfers_staging WHERE chain = {chain:String}
          UNION ALL
          SELECT block_number, 1 FROM ctf_events WHERE chain = {chain:String}
          UNION ALL
          SELECT block_number, 1 FROM exchange_fills WHERE chain = {chain:String}
        )
        GROUP BY step ORDER BY step""", Map.of("chain", chain, "step", STEP));
    var slices = new ArrayList<Slice>();
    long begun = -1;
    long transfers = 0;
    for (var count : counts) {
      long step = count.path("step").asLong();
      begun = begun < 0 ? step : begun;
      transfers += count.path("transfers").asLong();
      if (transfers >= warehouse.limits().sliceRows()) {
        slices.add(new Slice(begun * STEP, (step + 1) * STEP - 1));
        begun = -1;
        transfers = 0;
      }
    }
    if (begun >= 0) {
      long last = counts.getLast().path("step").asLong();
      slices.add(new Slice(begun * STEP, (last + 1) * STEP - 1));
    }
    return slices;
  }
}
