package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Amount;
import io.gapless.simulator.xrpl.encoding.Codes.Result;
import io.gapless.simulator.xrpl.encoding.Codes.TransactionType;
import io.gapless.simulator.xrpl.encoding.Paths;
import java.util.Optional;
import java.util.OptionalLong;

/// What a transaction is to do and does, before it has bytes.
sealed interface TransactionPlan {
  /// What every transaction has.
  Common common();

  /// What it is.
  TransactionType type();

  /// 0, or what it is to do otherwise than usual.
  long flags();

  /// What every transaction has.
  ///
  /// @param account who sent it
  /// @param sequence 0 with a ticket
  /// @param ticket used instead of the sequence
  /// @param feeDrops paid
  /// @param sourceTag of the sender's customer
  /// @param result what became of it
  /// @param memo whether it carries one
  record Common(AccountId account, long sequence, OptionalLong ticket, long feeDrops,
      OptionalLong sourceTag, Result result, boolean memo) {}

  /// A payment.
  ///
  /// @param flags 0, or of them that of a partial payment
  /// @param delivered what its metadata says that it delivered, where it does
  /// @param makesDestination whether it pays an account into being
  record Payment(Common common, long flags, AccountId destination, OptionalLong destinationTag,
      Amount amount, Optional<Amount> sendMax, Optional<Amount> deliverMin,
      Optional<Amount> delivered, Optional<Paths> paths,
      boolean makesDestination) implements TransactionPlan {
    static final long PARTIAL = 0x0002_0000L;

    @Override
    public TransactionType type() {
      return TransactionType.PAYMENT;
    }

    boolean partial() {
      return (flags & PARTIAL) != 0;
    }

    boolean succeeded() {
      return common.result() == Result.SUCCESS;
    }
  }

  /// Anything else.
  ///
  /// @param type what
  record Other(Common common, TransactionType type) implements TransactionPlan {
    @Override
    public long flags() {
      return 0;
    }
  }
}
