package io.gapless.enricher.plan;

import io.gapless.schemas.dataset.Dataset;
import io.gapless.schemas.dataset.Datasets;
import java.util.List;
import java.util.Optional;

/// Where the transactions of a family of chains are named, and where they are enriched.
///
/// @param sources datasets whose rows name transactions
/// @param target the dataset of what stands behind them
/// @param block the column of the block's or ledger's number
/// @param time the column of its time
/// @param hash the column of its hash
/// @param contract the column of the contract; empty where there are none
record Transfers(List<Dataset> sources, Dataset target, String block, String time, String hash,
    Optional<String> contract) {

  /// Those of a chain, by its name.
  static Transfers of(String chain) {
    var datasets = Datasets.all();
    return chain.startsWith("xrpl-")
        ? new Transfers(List.of(datasets.named("xrpl_payments")), datasets.enrichmentOf("xrpl"),
            "ledger_index", "close_time", "ledger_hash", Optional.empty())
        : new Transfers(
            datasets.of("evm").stream().filter(dataset -> !dataset.parties().isEmpty()).toList(),
            datasets.enrichmentOf("evm"), "block_number", "block_time", "block_hash",
            Optional.of("token_address"));
  }
}
