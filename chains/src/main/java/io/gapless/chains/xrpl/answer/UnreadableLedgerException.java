package io.gapless.chains.xrpl.answer;

/// An answer that holds no ledger that could be read; the message says in one line what is wrong with
/// it. Another server may answer better.
public final class UnreadableLedgerException extends IllegalArgumentException {

  /// For an answer that is wrong in itself.
  public UnreadableLedgerException(String why) {
    super(why);
  }
}
