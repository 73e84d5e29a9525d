package io.gapless.simulator.xrpl.faults;

/// A `ledger` answer that looks sound and is not.
public sealed interface LedgerFault extends XrplFault {
  /// Which of the lies about a ledger.
  enum Lie {
    /// The list of transactions ends early; a chance is an answer that has some.
    TRUNCATE("truncate"),
    /// A byte of a transaction is another; a chance is an answer that has some.
    ALTER_TRANSACTION("alter-transaction"),
    /// A byte of a transaction's metadata is another; a chance is an answer that has some.
    ALTER_METADATA("alter-metadata"),
    /// The ledger is the one before or after, and says so.
    OTHER_LEDGER("other-ledger"),
    /// The ledger is the one before or after, and says that it is the one that was asked for.
    RELABELLED("relabelled-ledger"),
    /// A field of the header is another, and the hash does not fit.
    ALTER_HEADER("alter-header"),
    /// Sound in itself, but of another chain: only the parents show it.
    FORGE("forge"),
    /// Says that it is not validated.
    NOT_VALIDATED("not-validated");

    private final String kind;

    Lie(String kind) {
      this.kind = kind;
    }

    /// The name.
    public String kind() {
      return kind;
    }
  }

  /// Lies about one ledger in so many.
  ///
  /// @param lie how
  /// @param oneIn how rarely
  record Lies(Lie lie, int oneIn) implements LedgerFault {
    public Lies { XrplFault.requireOneIn(oneIn); }

    @Override
    public String kind() {
      return lie.kind();
    }
  }

  /// Claims one ledger in so many in `complete_ledgers` that it does not have, always the same.
  ///
  /// @param oneIn how rarely
  record ClaimsMissing(int oneIn) implements LedgerFault {
    public ClaimsMissing { XrplFault.requireOneIn(oneIn); }

    @Override
    public String kind() {
      return "claims-missing";
    }
  }

  /// Answers in JSON, whatever was asked for.
  record NoBinary() implements LedgerFault {
    @Override
    public int oneIn() {
      return 1;
    }

    @Override
    public String kind() {
      return "no-binary";
    }
  }
}
