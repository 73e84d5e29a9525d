package io.gapless.simulator.xrpl.ledgers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Codes.TransactionType;
import io.gapless.simulator.xrpl.encoding.Field;
import io.gapless.simulator.xrpl.encoding.StObject;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Common;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Other;
import io.gapless.simulator.xrpl.ledgers.TransactionPlan.Payment;
import java.util.List;

/// Makes the signed transactions that were planned; their signatures are of the right size and sign
/// nothing. For one thread.
final class TransactionMaker {
  private static final long PURPOSE = 13;
  private static final long NAMED_NETWORKS_ABOVE = 1_024;
  private static final int ED25519_KEY = 0xed;
  private static final int SIGNATURE_LENGTH = 64;

  private final XrplLedgerOptions options;
  private final Population population;
  private final SeededRandom random = new SeededRandom();

  TransactionMaker(XrplLedgerOptions options, Population population) {
    this.options = options;
    this.population = population;
  }

  /// The transaction at a position in a ledger.
  StObject transaction(TransactionPlan plan, long index, int position) {
    random.reset(options.seed(), PURPOSE, index << 16 | position);
    StObject object = common(plan.common(), index);
    switch (plan) {
      case Payment payment -> addPayment(payment, object);
      case Other other -> addOther(other, object);
    }
    return object;
  }

  private StObject common(Common common, long index) {
    byte[] key = random.nextBytes(33);
    key[0] = (byte) ED25519_KEY;
    var object = new StObject().with(Field.ACCOUNT, common.account())
        .with(Field.FEE, new Drops(common.feeDrops())).with(Field.SEQUENCE, common.sequence())
        .with(Field.SIGNING_PUB_KEY, key)
        .with(Field.TXN_SIGNATURE, random.nextBytes(SIGNATURE_LENGTH));
    common.ticket().ifPresent(ticket -> object.with(Field.TICKET_SEQUENCE, ticket));
    common.sourceTag().ifPresent(tag -> object.with(Field.SOURCE_TAG, tag));
    if (random.chance(0.8)) {
      object.with(Field.LAST_LEDGER_SEQUENCE, index + 1 + random.nextInt(20));
    }
    if (options.networkId() > NAMED_NETWORKS_ABOVE) {
      object.with(Field.NETWORK_ID, options.networkId());
    }
    if (common.memo()) {
      object.with(Field.MEMOS, List.of(new StObject().with(Field.MEMO, memo())));
    }
    return object;
  }

  private StObject memo() {
    var memo = new StObject()
        .with(Field.MEMO_TYPE, "application/simulated".getBytes(UTF_8))
        .with(Field.MEMO_DATA, random.nextBytes(8 + random.nextInt(300)));
    return random.chance(0.5)
        ? memo.with(Field.MEMO_FORMAT, "text/plain".getBytes(UTF_8))
        : memo;
  }

  private void addPayment(Payment payment, StObject object) {
    object.with(Field.TRANSACTION_TYPE, TransactionType.PAYMENT.code())
        .with(Field.DESTINATION, payment.destination()).with(Field.AMOUNT, payment.amount());
    if (payment.flags() != 0 || random.chance(0.5)) {
      object.with(Field.FLAGS, payment.flags());
    }
    payment.destinationTag().ifPresent(tag -> object.with(Field.DESTINATION_TAG, tag));
    payment.sendMax().ifPresent(most -> object.with(Field.SEND_MAX, most));
    payment.deliverMin().ifPresent(least -> object.with(Field.DELIVER_MIN, least));
    payment.paths().ifPresent(paths -> object.with(Field.PATHS, paths));
    if (random.chance(0.03)) {
      object.with(Field.INVOICE_ID, random.nextBytes(32));
    }
  }

  private void addOther(Other other, StObject object) {
    object.with(Field.TRANSACTION_TYPE, other.type().code()).with(Field.FLAGS, 0);
    AccountId issuer = population.issuer(random);
    switch (other.type()) {
      case OFFER_CREATE -> object.with(Field.TAKER_PAYS, Entries.sum(random, population, issuer))
          .with(Field.TAKER_GETS, new Drops(1 + random.nextInt(Integer.MAX_VALUE)));
      case OFFER_CANCEL -> object.with(Field.OFFER_SEQUENCE, 1 + random.nextInt(100_000));
      case TRUST_SET -> object.with(Field.LIMIT_AMOUNT, Entries.sum(random, population, issuer));
      case TICKET_CREATE -> object.with(Field.TICKET_COUNT, 1 + random.nextInt(10));
      case ACCOUNT_SET -> object.with(Field.SET_FLAG, 5).with(Field.DOMAIN,
          "simulated.example".getBytes(UTF_8));
      case PAYMENT -> throw new IllegalStateException("a payment is planned as one");
    }
  }
}
