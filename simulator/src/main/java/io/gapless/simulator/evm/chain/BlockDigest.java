package io.gapless.simulator.evm.chain;

/// What is kept of a block's content; the rest is made again from the seed when it is asked for.
///
/// @param transactionsRoot root of the transactions' trie
/// @param receiptsRoot root of the receipts' trie
/// @param logsBloom 256 bytes
/// @param gasUsed units of gas
/// @param logs number of logs
/// @param transactionHashes the hashes one after the other
@SuppressWarnings("ArrayRecordComponent") // never compared, never a key
record BlockDigest(byte[] transactionsRoot, byte[] receiptsRoot, byte[] logsBloom, long gasUsed,
    int logs, byte[] transactionHashes) {}
