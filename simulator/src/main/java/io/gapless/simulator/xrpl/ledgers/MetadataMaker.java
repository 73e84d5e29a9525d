package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Amount;
import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import io.gapless.simulator.xrpl.encoding.Codes.Result;
import io.gapless.simulator.xrpl.encoding.Currency;
import io.gapless.simulator.xrpl.encoding.Field;
import io.gapless.simulator.xrpl.encoding.StObject;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Other;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;
import java.util.ArrayList;
import java.util.List;

/// Makes the metadata of planned transactions: the entries that the like of them touches on the
/// real network, with numbers that only look real. For one thread.
final class MetadataMaker {
  private static final long PURPOSE = 14;

  private final XrplLedgerOptions options;
  private final Population population;
  private final SeededRandom random = new SeededRandom();

  MetadataMaker(XrplLedgerOptions options, Population population) {
    this.options = options;
    this.population = population;
  }

  /// What the transaction at a position in a ledger did.
  StObject metadata(TransactionPlan plan, long index, int position) {
    random.reset(options.seed(), PURPOSE, index << 16 | position);
    var entries = new Entries(random, population, index);
    List<StObject> affected = new ArrayList<>();
    affected.add(entries.account(plan.common().account(), true));
    var metadata = new StObject().with(Field.TRANSACTION_INDEX, position)
        .with(Field.TRANSACTION_RESULT, plan.common().result().code());
    if (plan.common().result() == Result.SUCCESS) {
      switch (plan) {
        case Payment payment -> {
          payment.delivered().ifPresent(amount -> metadata.with(Field.DELIVERED_AMOUNT, amount));
          addPayment(payment, entries, affected);
        }
        case Other other -> addOther(other, entries, affected);
      }
    }
    return metadata.with(Field.AFFECTED_NODES, affected);
  }

  private void addPayment(Payment payment, Entries entries, List<StObject> affected) {
    AccountId account = payment.common().account();
    AccountId destination = payment.destination();
    switch (payment.amount()) {
      case Drops(long drops) when payment.makesDestination() -> affected
          .add(entries.newAccount(destination, drops));
      case Drops _ -> affected.add(entries.account(destination, false));
      case Issued issued -> {
        affected.add(entries.trustLine(destination, issued.issuer(), issued.currency()));
        if (payment.sendMax().isEmpty()) {
          affected.add(entries.trustLine(account, issued.issuer(), issued.currency()));
        }
      }
      case Mpt token -> {
        affected.add(entries.token(account, token));
        affected.add(entries.token(destination, token));
      }
    }
    payment.sendMax().ifPresent(most -> addTrade(payment, most, entries, affected));
  }

  /// The offers on the way of a payment from one currency into another.
  private void addTrade(Payment payment, Amount most, Entries entries, List<StObject> affected) {
    if (most instanceof Issued source) {
      affected.add(
          entries.trustLine(payment.common().account(), source.issuer(), source.currency()));
    }
    int offers = payment.paths().isPresent() ? 1 + random.nextInt(2) : 0;
    for (int i = 0; i < offers; i++) {
      AccountId owner = population.account(random);
      Currency currency = population.currency(random);
      AccountId issuer = population.issuer(random);
      if (random.chance(0.3)) {
        affected.add(entries.deletedOffer(owner, currency, issuer));
        affected.add(entries.deletedDirectory(currency, issuer));
        affected.add(entries.account(owner, false));
      } else {
        affected.add(entries.offer(owner, currency, issuer));
      }
    }
  }

  private void addOther(Other other, Entries entries, List<StObject> affected) {
    AccountId account = other.common().account();
    AccountId issuer = population.issuer(random);
    Currency currency = population.currency(random);
    switch (other.type()) {
      case OFFER_CREATE -> {
        affected.add(entries.newOffer(account, currency, issuer));
        if (random.chance(0.6)) {
          affected.add(entries.offer(population.account(random), currency, issuer));
        }
      }
      case OFFER_CANCEL -> {
        affected.add(entries.deletedOffer(account, currency, issuer));
        affected.add(entries.deletedDirectory(currency, issuer));
      }
      case TRUST_SET -> affected
          .add(entries.newTrustLine(Entries.sum(random, population, issuer), account));
      case TICKET_CREATE -> affected.add(entries.newTicket(account));
      case ACCOUNT_SET -> {
        // Touches the account alone.
      }
      case PAYMENT -> throw new IllegalStateException("a payment is planned as one");
    }
  }
}
