package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.Codes.Result;
import io.gapless.simulator.xrpl.encoding.Codes.TransactionType;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Common;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Draws what happens in each ledger from the seed alone; for one thread.
final class LedgerPlanner {
  private static final long PURPOSE = 12;
  private static final double EMPTY = 0.04;
  private static final double BURST = 0.02;
  private static final double BURST_SIZE = 6;
  private static final int MOST_TRANSACTIONS = 10_000;
  private static final List<Result> PAYMENT_FAILURES =
      List.of(Result.PATH_PARTIAL, Result.UNFUNDED_PAYMENT, Result.NO_DESTINATION,
          Result.NO_DESTINATION_TOO_LITTLE, Result.PATH_DRY, Result.NO_AUTH, Result.TAG_NEEDED);
  private static final List<TransactionType> OTHERS = List.of(TransactionType.OFFER_CREATE,
      TransactionType.OFFER_CREATE, TransactionType.OFFER_CREATE, TransactionType.OFFER_CANCEL,
      TransactionType.TRUST_SET, TransactionType.ACCOUNT_SET, TransactionType.TICKET_CREATE);

  private final XrplLedgerOptions options;
  private final Population population;
  private final SeededRandom random = new SeededRandom();
  private final PaymentPlanner payments;

  LedgerPlanner(XrplLedgerOptions options, Population population) {
    this.options = options;
    this.population = population;
    this.payments = new PaymentPlanner(population, random);
  }

  /// The ledger's transactions in the order in which they were executed.
  ///
  /// @param recorded whether metadata says what partial payments delivered
  List<TransactionPlan> plan(long index, boolean recorded) {
    random.reset(options.seed(), PURPOSE, index);
    int count = transactions();
    List<TransactionPlan> plans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean payment = random.chance(options.traffic().paymentShare());
      boolean failed = random.chance(options.traffic().failedShare());
      if (payment) {
        plans.add(payments.plan(common(index, i,
            failed
                ? PAYMENT_FAILURES.get(random.nextInt(PAYMENT_FAILURES.size()))
                : Result.SUCCESS),
            recorded));
      } else {
        TransactionType type = OTHERS.get(random.nextInt(OTHERS.size()));
        Result failure = type == TransactionType.OFFER_CREATE && random.chance(0.5)
            ? Result.UNFUNDED_OFFER
            : Result.KILLED;
        plans.add(new TransactionPlan.Other(
            common(index, i, failed ? failure : Result.SUCCESS), type));
      }
    }
    return plans;
  }

  private int transactions() {
    double mean = options.traffic().transactionsPerLedger();
    double kind = random.nextDouble();
    if (kind < EMPTY) {
      return 0;
    }
    if (kind < EMPTY + BURST) {
      return Math.min(MOST_TRANSACTIONS, random.round(mean * BURST_SIZE));
    }
    double usual = mean * (1 - BURST * BURST_SIZE) / (1 - EMPTY - BURST);
    return random.round(usual * (0.5 + random.nextDouble()));
  }

  /// Sequences grow with the chain; it is the signatures that make all bytes differ.
  private Common common(long index, int position, Result result) {
    long next = (1_000 + (index - options.firstIndex()) * 100 + position) & 0xffff_ffffL;
    boolean ticketed = random.chance(0.05);
    OptionalLong sourceTag = random.chance(0.1)
        ? OptionalLong.of(random.nextInt(Integer.MAX_VALUE))
        : OptionalLong.empty();
    long fee = random.chance(0.9) ? 10 + random.nextInt(5) : 12L + random.nextInt(100_000);
    return new Common(population.account(random), ticketed ? 0 : next,
        ticketed ? OptionalLong.of(next) : OptionalLong.empty(), fee, sourceTag, result,
        random.chance(0.08));
  }
}
