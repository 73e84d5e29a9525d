/// Logs as records of datasets: a decoder for each standard, and the records of a leaf. Front door:
/// [io.gapless.fetcher.evm.records.LogRecords].
@NullMarked
package io.gapless.fetcher.evm.records;

import org.jspecify.annotations.NullMarked;
