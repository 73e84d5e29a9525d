package io.gapless.fetcher.leaf;

/// How a fetch knows that a leaf is complete, and what that took.
///
/// @param last last block that was fetched, inclusive; less than the leaf's last where it was cut
/// @param firstParentHash parent that the first block names; empty where that was not asked
/// @param lastHash hash of the last block that was fetched
/// @param spotChecks blocks that were proven besides
/// @param spotUnproven blocks that were to be proven besides and could not be
/// @param requests requests sent
/// @param retries requests among them that came to nothing
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
public record Shown(long last, Segments segments, byte[] firstParentHash, byte[] lastHash,
    long spotChecks, long spotUnproven, long requests, long retries) {}
