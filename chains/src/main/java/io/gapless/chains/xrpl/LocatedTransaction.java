package io.gapless.chains.xrpl;

import io.gapless.chains.Hash32;
import java.util.Optional;

/// A transaction that was asked for by its hash, and where it stands. The signed transaction is proven
/// by the hash; its metadata and where it stands are the server's word, which only its ledger proves.
///
/// @param hash that its bytes make
/// @param transaction in binary form
/// @param ledgerIndex of its ledger
/// @param ledgerHash of its ledger; empty where the server named none, as with API v1
/// @param index its place in the order in which the ledger carried out its transactions, from 0
public record LocatedTransaction(
    Hash32 hash,
    XrplTransaction transaction,
    long ledgerIndex,
    Optional<Hash32> ledgerHash,
    long index) {}
