package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmBlock;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogsBloom;
import io.gapless.chains.evm.proof.ChainFacts.Bloom;
import io.gapless.chains.evm.proof.Proof.Broken;
import io.gapless.chains.evm.proof.Proof.NotProvable;
import io.gapless.chains.evm.proof.Proof.Proven;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves blocks of one chain by its own hashes: the header makes the block's hash, and the receipts
/// make the root and the bloom that the header names. The logs of a proven block are then all its
/// logs, at the places that they name. What stays the node's word: that the block of this number has
/// this hash ([ParentChain] ties it to others), and the hashes of the transactions. May be used by
/// many threads.
public final class BlockProof {

  private final ChainFacts chain;

  private BlockProof(ChainFacts chain) {
    this.chain = chain;
  }

  /// For a chain of which `chains.tsv` knows something, or else one that is taken for standard.
  public static BlockProof of(long chainId) {
    return new BlockProof(ChainFacts.of(chainId));
  }

  /// Proves a block, its header included.
  public Proof check(EvmBlock block) {
    Optional<String> not = notProvable();
    if (not.isPresent()) {
      return new NotProvable(not.get());
    }
    Proof header = checkHeader(block.header());
    return header instanceof Proven ? checkReceipts(block) : header;
  }

  /// Proves that a header makes the hash that it names.
  public Proof checkHeader(EvmHeader header) {
    if (!chain.header() || header.number() < chain.from()) {
      return new NotProvable(words(header.toString()));
    }
    Optional<String> missing = HeaderHash.missing(header);
    if (missing.isPresent()) {
      return new NotProvable(header + " came without " + missing.get()
          + ", which its hash is made of");
    }
    try {
      Hash32 hash = HeaderHash.of(header);
      return hash.equals(header.hash())
          ? new Proven(List.of())
          : new Broken(header + ": its header makes the hash " + hash);
    } catch (IllegalArgumentException e) {
      return new Broken(header + " cannot be read: " + e.getMessage());
    }
  }

  /// Proves headers of consecutive blocks, in ascending order: each makes the hash that it names, and
  /// each names the one before it. The first that does not decides.
  public Proof checkHeaders(List<EvmHeader> headers) {
    Optional<String> loose = ParentChain.firstBreak(headers);
    if (loose.isPresent()) {
      return new Broken(loose.get());
    }
    return headers.stream().map(this::checkHeader).filter(proof -> !(proof instanceof Proven))
        .findFirst().orElseGet(() -> new Proven(List.of()));
  }

  /// Why no block of the chain can be proven, in words for users; empty where blocks can.
  public Optional<String> notProvable() {
    return chain.header() && chain.receipts() ? Optional.empty() : Optional.of(words("blocks"));
  }

  /// What users should know of proofs on this chain; empty where there is nothing to say.
  public Optional<String> note() {
    return chain.note();
  }

  /// Whether a block's bloom holds all logs of the block.
  public boolean bloomCoversLogs() {
    return chain.bloom() == Bloom.ALL;
  }

  /// Whether a block's bloom holds all logs but those that [#isOutside] knows; where this is false, it
  /// says nothing of the logs.
  public boolean bloomIsUsable() {
    return chain.bloom() != Bloom.NONE;
  }

  /// Whether a log shows by its transaction that it stands outside of its block's root and bloom.
  public boolean isOutside(EvmLog log) {
    return chain.outside().isTransaction(log.blockNumber, log.blockHash, log.transactionHash);
  }

  /// The part of a proof that rests on a header which is true.
  Proof checkReceipts(EvmBlock block) {
    EvmHeader header = block.header();
    var inside = new ArrayList<EvmReceipt>();
    var outside = new ArrayList<EvmLog>();
    for (EvmReceipt receipt : block.receipts()) {
      if (chain.outside().holds(header, receipt)) {
        outside.addAll(receipt.logs());
      } else {
        inside.add(receipt);
      }
    }
    var logBlooms = new LogBlooms();
    List<LogsBloom> blooms =
        inside.stream().map(receipt -> logBlooms.of(receipt.logs())).toList();
    Hash32 root = ReceiptsRoot.of(inside, blooms, false);
    if (!root.equals(header.receiptsRoot()) && !stateRootsMake(header, inside, blooms)) {
      return lacksRoots(header, inside)
          ? new NotProvable(words(header.toString()))
          : new Broken(WrongRoot.words(block, inside, blooms, root));
    }
    if (!LogBlooms.union(blooms).equals(header.logsBloom())) {
      return new Broken(header + ": its bloom is not that of its logs");
    }
    return Places.firstWrong(header, inside, chain.outside() != Outside.GASLESS)
        .<Proof>map(Broken::new)
        .orElseGet(() -> new Proven(outside));
  }

  /// Some nodes give both a status and a state root; only one of them is in the receipt.
  private static boolean stateRootsMake(
      EvmHeader header, List<EvmReceipt> receipts, List<LogsBloom> blooms) {
    return receipts.stream()
        .anyMatch(receipt -> receipt.root().isPresent() && receipt.status().isPresent())
        && ReceiptsRoot.of(receipts, blooms, true).equals(header.receiptsRoot());
  }

  private boolean lacksRoots(EvmHeader header, List<EvmReceipt> receipts) {
    return header.number() < chain.statusFrom()
        && receipts.stream().anyMatch(receipt -> receipt.root().isEmpty());
  }

  private String words(String what) {
    return what + " of " + chain.name() + " cannot be proven: " + chain.note().orElse("");
  }
}
