package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Amount;
import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import io.gapless.simulator.xrpl.encoding.Codes.Result;
import io.gapless.simulator.xrpl.encoding.Currency;
import io.gapless.simulator.xrpl.encoding.Paths;
import io.gapless.simulator.xrpl.encoding.Paths.Step;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Common;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Draws payments of every kind; for one thread.
final class PaymentPlanner {
  private static final long FULLY_CANONICAL = 0x8000_0000L;
  private static final long LIMIT_QUALITY = 0x0004_0000L;
  private static final long ALL_DROPS = 100_000_000_000_000_000L;
  private static final double SHARE_XRP = 0.52;
  private static final double SHARE_DIRECT = 0.66;
  private static final double SHARE_ACROSS = 0.78;
  private static final double SHARE_PARTIAL = 0.90;
  private static final double SHARE_SELF = 0.94;

  private final Population population;
  private final SeededRandom random;

  /// @param random where the planner of the ledger draws from
  PaymentPlanner(Population population, SeededRandom random) {
    this.population = population;
    this.random = random;
  }

  /// A payment.
  ///
  /// @param recorded whether metadata says what a partial payment delivered, as it does since 2014
  Payment plan(Common common, boolean recorded) {
    double kind = random.nextDouble();
    if (kind < SHARE_XRP) {
      return xrp(common);
    }
    if (kind < SHARE_DIRECT) {
      return direct(common);
    }
    if (kind < SHARE_ACROSS) {
      return across(common, population.otherThan(common.account(), random), recorded, false);
    }
    if (kind < SHARE_PARTIAL) {
      return across(common, population.otherThan(common.account(), random), recorded, true);
    }
    return kind < SHARE_SELF
        ? across(common, common.account(), recorded, random.chance(0.5))
        : token(common);
  }

  private Payment xrp(Common common) {
    boolean succeeded = common.result() == Result.SUCCESS;
    boolean makes = succeeded && random.chance(0.04);
    AccountId destination = makes || common.result() == Result.NO_DESTINATION_TOO_LITTLE
        ? population.stranger(random)
        : population.otherThan(common.account(), random);
    return new Payment(common, flags(), destination, tag(), new Drops(drops()), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), makes);
  }

  private Payment direct(Common common) {
    Issued amount = issued(population.currency(random), population.issuer(random));
    Optional<Amount> sendMax = random.chance(0.3) ? Optional.of(amount) : Optional.empty();
    return new Payment(common, flags(), population.otherThan(common.account(), random), tag(),
        amount, sendMax, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /// From one currency into another, perhaps into less than was asked for.
  private Payment across(Common common, AccountId destination, boolean recorded, boolean partial) {
    Issued wanted = issued(population.currency(random), population.issuer(random));
    boolean fromXrp = random.chance(0.5);
    Amount amount = fromXrp || random.chance(0.7) ? wanted : new Drops(drops());
    Amount sendMax = fromXrp
        ? new Drops(drops())
        : issued(population.currency(random), population.issuer(random));
    Optional<Paths> paths = random.chance(0.85) ? Optional.of(paths(wanted)) : Optional.empty();
    if (!partial) {
      return new Payment(common, flags(), destination, tag(), amount, Optional.of(sendMax),
          Optional.empty(), Optional.empty(), paths, false);
    }
    Amount delivered = part(amount);
    if (amount instanceof Issued any && random.chance(0.1)) {
      // Whoever issued it: the destination stands for all issuers that it trusts.
      amount = any.withIssuer(destination);
    }
    Optional<Amount> deliverMin = random.chance(0.4)
        ? Optional.of(part(delivered)).filter(least -> !isZero(least))
        : Optional.empty();
    boolean says = recorded && common.result() == Result.SUCCESS;
    return new Payment(common, flags() | Payment.PARTIAL, destination, tag(), amount,
        Optional.of(sendMax), deliverMin, says ? Optional.of(delivered) : Optional.empty(), paths,
        false);
  }

  private Payment token(Common common) {
    AccountId issuer = population.issuer(random);
    long units = random.chance(0.05) ? Long.MAX_VALUE : 1L + random.nextInt(1_000_000_000);
    var amount = new Mpt(units, 100 + random.nextInt(50), issuer);
    return new Payment(common, flags(), population.otherThan(common.account(), random), tag(),
        amount, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private long flags() {
    return (random.chance(0.4) ? FULLY_CANONICAL : 0) | (random.chance(0.03) ? LIMIT_QUALITY : 0);
  }

  private OptionalLong tag() {
    if (!random.chance(0.45)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(random.chance(0.05)
        ? random.chance(0.5) ? 0 : 0xffff_ffffL
        : random.nextInt(Integer.MAX_VALUE));
  }

  private long drops() {
    if (random.chance(0.01)) {
      return random.chance(0.5) ? 1 : ALL_DROPS;
    }
    return 1 + random.nextInt(1_000_000) * (long) power(random.nextInt(6));
  }

  /// Mostly everyday sums; some of all 16 digits, and some at the ends of what there is.
  private Issued issued(Currency currency, AccountId issuer) {
    double kind = random.nextDouble();
    if (kind < 0.02) {
      return new Issued(Issued.MAX_MANTISSA, Issued.MAX_EXPONENT, currency, issuer);
    }
    if (kind < 0.04) {
      return new Issued(Issued.MIN_MANTISSA, Issued.MIN_EXPONENT, currency, issuer);
    }
    if (kind < 0.30) {
      long mantissa = Issued.MIN_MANTISSA + Math.floorMod(random.nextLong(),
          Issued.MAX_MANTISSA - Issued.MIN_MANTISSA + 1);
      int exponent = kind < 0.08
          ? Issued.MIN_EXPONENT
              + random.nextInt(Issued.MAX_EXPONENT - Issued.MIN_EXPONENT + 1)
          : -8 - random.nextInt(12);
      return new Issued(mantissa, exponent, currency, issuer);
    }
    return Issued.of(1 + random.nextInt(10_000_000), -random.nextInt(7), currency, issuer);
  }

  /// Less than an amount; of an issued one now and then nothing.
  private Amount part(Amount whole) {
    return switch (whole) {
      case Drops(long drops) -> new Drops(Math.max(1, (long) (drops * random.nextDouble())));
      case Issued issued when random.chance(0.02) -> Issued.zero(issued.currency(),
          issued.issuer());
      case Issued issued when issued.exponent() > Issued.MIN_EXPONENT + 2 -> new Issued(
          Issued.MIN_MANTISSA + random.nextInt(Integer.MAX_VALUE),
          issued.exponent() - 1 - random.nextInt(2), issued.currency(), issued.issuer());
      case Issued issued -> issued;
      case Mpt mpt -> mpt;
    };
  }

  private static boolean isZero(Amount amount) {
    return amount instanceof Issued issued && issued.mantissa() == 0;
  }

  private Paths paths(Issued wanted) {
    List<List<Step>> paths = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int path = 0; path < count; path++) {
      List<Step> steps = new ArrayList<>();
      if (random.chance(0.5)) {
        steps.add(Step.through(population.issuer(random)));
      }
      steps.add(Step.into(wanted.currency(), wanted.issuer()));
      paths.add(steps);
    }
    return new Paths(paths);
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
