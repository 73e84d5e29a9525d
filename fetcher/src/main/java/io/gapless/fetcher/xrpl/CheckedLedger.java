package io.gapless.fetcher.xrpl;

import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.schemas.record.Verdict;
import java.util.List;

/// A ledger that counts, by itself.
///
/// @param header complete where the verdict is ROOT
/// @param ids of the transactions, in their order
/// @param endpoint who gave it
/// @param head newest ledger that the endpoint was seen to have
/// @param verdict ROOT; HEAD where the answer does not hold what a proof needs, or holds what is not
///     known here and so cannot be hashed
public record CheckedLedger(LedgerHeader header, Hash32 hash, List<XrplTransaction> transactions,
    List<Hash32> ids, Endpoint endpoint, long head, Verdict verdict) {}
