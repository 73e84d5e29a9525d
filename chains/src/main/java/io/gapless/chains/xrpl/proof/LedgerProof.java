package io.gapless.chains.xrpl.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplLedger;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.Sha512Half;
import io.gapless.chains.xrpl.payment.TransactionFacts;
import io.gapless.chains.xrpl.payment.UnreadableTransactionException;
import io.gapless.chains.xrpl.proof.Proof.Broken;
import io.gapless.chains.xrpl.proof.Proof.NotProvable;
import io.gapless.chains.xrpl.proof.Proof.Proven;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Proves a ledger by the network's own hashes: the header makes the ledger's hash, and the
/// transactions with their metadata make the root that the header names, so that none is missing,
/// added or changed. What stays the server's word: that the ledger of this index has this hash; the
/// caller ties it to others by `parentHash`.
/// [Ledger hash](https://xrpl.org/docs/concepts/ledgers/ledger-structure)
public final class LedgerProof {

  private final XrplLedger ledger;
  private final LedgerHeader header;
  private final HeaderHash headerHash;
  private final TransactionTree tree;

  private LedgerProof(XrplLedger ledger) {
    var hash = new Sha512Half();
    this.ledger = ledger;
    this.header = ledger.header();
    this.headerHash = new HeaderHash(hash);
    this.tree = new TransactionTree(hash);
  }

  /// Proves a ledger of which only the answer is known. One that names no hash is proven to have the
  /// hash that its header makes.
  public static Proof check(XrplLedger ledger) {
    return check(ledger, OptionalLong.empty());
  }

  /// Proves a ledger whose parent is known, which helps where an old answer in JSON form leaves the
  /// parent's close time out of the header.
  ///
  /// @param parentCloseTime when the parent closed, in seconds since 2000-01-01
  public static Proof check(XrplLedger ledger, OptionalLong parentCloseTime) {
    return new LedgerProof(ledger).check(parentCloseTime);
  }

  /// The hash that a header makes; empty where a field of it is missing.
  public static Optional<Hash32> hash(LedgerHeader header) {
    return header.bytes().map(bytes -> new HeaderHash(new Sha512Half()).of(bytes));
  }

  private Proof check(OptionalLong parentCloseTime) {
    Optional<String> notBinary = firstNotBinary();
    List<Hash32> ids = notBinary.isPresent() ? List.of() : tree.ids(ledger.transactions());
    Optional<String> wrong =
        notBinary.isPresent() ? missingTransactions() : wrongTransactions(ids);
    if (wrong.isPresent()) {
      return new Broken(header + form() + ": " + wrong.get());
    }
    Proof proof = checkHeader(parentCloseTime, ids);
    return notBinary.isPresent() && !(proof instanceof Broken)
        ? new NotProvable(header + ", " + notBinary.get())
        : proof;
  }

  /// Whoever looks for the fault wants to know of this way round by a codec.
  private String form() {
    return ledger.transactions().stream().anyMatch(XrplTransaction::isReserialised)
        ? ", re-serialised from JSON form"
        : "";
  }

  private Optional<String> firstNotBinary() {
    return ledger.transactions().stream()
        .filter(transaction -> transaction.whyNotBinary().isPresent())
        .map(transaction -> transaction + ": " + transaction.whyNotBinary().orElseThrow())
        .findFirst();
  }

  /// What cannot be hashed can still be counted: the network numbers a ledger's transactions in the
  /// order of their execution, and servers were seen to leave some out.
  private Optional<String> missingTransactions() {
    int count = ledger.transactions().size();
    var places = new BitSet(count);
    try {
      ledger.transactions().stream().mapToLong(one -> TransactionFacts.of(one).index())
          .filter(index -> index < count).forEach(index -> places.set((int) index));
    } catch (UnreadableTransactionException e) {
      return Optional.empty();
    }
    int missing = places.nextClearBit(0);
    return missing < count
        ? Optional.of("of " + count + " transactions none is the one of index " + missing)
        : Optional.empty();
  }

  private Optional<String> wrongTransactions(List<Hash32> ids) {
    var seen = new HashSet<Hash32>();
    for (int i = 0; i < ids.size(); i++) {
      Hash32 id = ids.get(i);
      Hash32 claimed = ledger.transactions().get(i).claimedId().orElse(id);
      if (!claimed.equals(id)) {
        return Optional.of(
            "transaction " + claimed.toUpperHex() + " makes the id " + id.toUpperHex());
      }
      if (!seen.add(id)) {
        return Optional.of("transaction " + id.toUpperHex() + " is there twice");
      }
    }
    Hash32 root = tree.root(ledger.transactions(), ids);
    return root.equals(header.transactionHash())
        ? Optional.empty()
        : Optional.of("the " + ids.size() + " transactions of the answer make the root "
            + root.toUpperHex() + ", the header says " + header.transactionHash().toUpperHex());
  }

  /// Takes it that the transactions are those of the header's root.
  private Proof checkHeader(OptionalLong parentCloseTime, List<Hash32> ids) {
    Optional<byte[]> bytes = header.bytes();
    if (bytes.isPresent()) {
      Hash32 made = headerHash.of(bytes.get());
      Hash32 claimed = ledger.claimedHash().orElse(made);
      return claimed.equals(made)
          ? new Proven(header, made, ids)
          : new Broken(header + ": its header makes the hash " + made.toUpperHex() + ", not "
              + claimed.toUpperHex());
    }
    String missing = header.parentCloseTime().isEmpty() ? "parent_close_time" : "close_flags";
    if (ledger.claimedHash().isEmpty()) {
      return new NotProvable(header + " came without " + missing + " and without its hash");
    }
    Hash32 claimed = ledger.claimedHash().get();
    Optional<LedgerHeader> complete = headerHash.complete(header, claimed, parentCloseTime);
    if (complete.isPresent()) {
      return new Proven(complete.get(), claimed, ids);
    }
    return header.parentCloseTime().isPresent() || parentCloseTime.isPresent()
        ? new Broken(header + ": its header makes the hash " + claimed.toUpperHex()
            + " with no close_flags")
        : new NotProvable(header + " came without " + missing
            + ", and no likely value makes its hash");
  }
}
