package io.gapless.simulator.xrpl.ledgers;

import io.gapless.simulator.seeds.SeededRandom;
import io.gapless.simulator.xrpl.encoding.AccountId;
import io.gapless.simulator.xrpl.encoding.Amount.Drops;
import io.gapless.simulator.xrpl.encoding.Amount.Issued;
import io.gapless.simulator.xrpl.encoding.Amount.Mpt;
import io.gapless.simulator.xrpl.encoding.Codes.EntryType;
import io.gapless.simulator.xrpl.encoding.Currency;
import io.gapless.simulator.xrpl.encoding.Field;
import io.gapless.simulator.xrpl.encoding.StObject;

/// Makes the entries that a transaction touches, as its metadata shows them; for one thread.
final class Entries {
  private static final int HASH_LENGTH = 32;
  /// Issues the balances of trust lines.
  private static final AccountId NOBODY = nobody();

  private final SeededRandom random;
  private final Population population;
  private final long ledgerIndex;

  Entries(SeededRandom random, Population population, long ledgerIndex) {
    this.random = random;
    this.population = population;
    this.ledgerIndex = ledgerIndex;
  }

  /// A sum of some currency of an issuer.
  static Issued sum(SeededRandom random, Population population, AccountId issuer) {
    return Issued.of(1 + random.nextInt(Integer.MAX_VALUE), -random.nextInt(8),
        population.currency(random), issuer);
  }

  /// An account whose balance changed.
  ///
  /// @param sent whether it is who sent the transaction, whose sequence moved
  StObject account(AccountId account, boolean sent) {
    long balance = 20_000_000L + random.nextInt(Integer.MAX_VALUE);
    long sequence = 1_000L + random.nextInt(1_000_000);
    var previous = new StObject().with(Field.BALANCE, new Drops(balance + random.nextInt(1_000)));
    if (sent) {
      previous.with(Field.SEQUENCE, sequence);
    }
    var now = new StObject().with(Field.ACCOUNT, account)
        .with(Field.BALANCE, new Drops(balance)).with(Field.FLAGS, 0)
        .with(Field.OWNER_COUNT, random.nextInt(20)).with(Field.SEQUENCE, sequence + 1);
    if (random.chance(0.1)) {
      now.with(Field.EMAIL_HASH, random.nextBytes(16)).with(Field.ACCOUNT_TXN_ID,
          random.nextBytes(HASH_LENGTH));
    }
    return modified(EntryType.ACCOUNT_ROOT, previous, now);
  }

  /// An account that came into being with what it was paid.
  StObject newAccount(AccountId account, long drops) {
    return created(EntryType.ACCOUNT_ROOT, new StObject().with(Field.ACCOUNT, account)
        .with(Field.BALANCE, new Drops(drops)).with(Field.SEQUENCE, ledgerIndex));
  }

  /// A trust line whose balance changed; balances are the low account's and may be negative.
  StObject trustLine(AccountId holder, AccountId issuer, Currency currency) {
    boolean holderIsLow = holder.lowerThan(issuer);
    Issued balance = Issued.of(1 + random.nextInt(Integer.MAX_VALUE), -random.nextInt(9), currency,
        NOBODY);
    Issued before = random.chance(0.1)
        ? Issued.zero(currency, NOBODY)
        : Issued.of(1 + random.nextInt(Integer.MAX_VALUE), -random.nextInt(9), currency, NOBODY);
    Issued limit = Issued.of(1_000_000_000, 0, currency, holder);
    Issued none = Issued.zero(currency, issuer);
    return modified(EntryType.RIPPLE_STATE,
        new StObject().with(Field.BALANCE, holderIsLow ? before : signed(before)),
        new StObject().with(Field.BALANCE, holderIsLow ? balance : balance.negated())
            .with(Field.FLAGS, holderIsLow ? 0x0001_0000L : 0x0002_0000L)
            .with(Field.LOW_LIMIT, holderIsLow ? limit : none)
            .with(Field.HIGH_LIMIT, holderIsLow ? none : limit)
            .with(Field.LOW_NODE, random.nextInt(16)).with(Field.HIGH_NODE, random.nextLong()));
  }

  /// A trust line that came into being.
  StObject newTrustLine(Issued limit, AccountId holder) {
    return created(EntryType.RIPPLE_STATE, new StObject()
        .with(Field.BALANCE, Issued.zero(limit.currency(), limit.issuer()))
        .with(Field.FLAGS, 0x0002_0000L).with(Field.LOW_LIMIT,
            Issued.zero(limit.currency(), limit.issuer()))
        .with(Field.HIGH_LIMIT, limit.withIssuer(holder)));
  }

  /// An offer that was taken in part.
  StObject offer(AccountId owner, Currency currency, AccountId issuer) {
    Issued pays = Issued.of(1 + random.nextInt(Integer.MAX_VALUE), -6, currency, issuer);
    var previous = new StObject().with(Field.TAKER_PAYS, pays).with(Field.TAKER_GETS,
        new Drops(1 + random.nextInt(Integer.MAX_VALUE)));
    return modified(EntryType.OFFER, previous, offerFields(owner, currency, issuer));
  }

  /// An offer that was made.
  StObject newOffer(AccountId owner, Currency currency, AccountId issuer) {
    return created(EntryType.OFFER, offerFields(owner, currency, issuer));
  }

  /// An offer that is gone.
  StObject deletedOffer(AccountId owner, Currency currency, AccountId issuer) {
    var content = offerFields(owner, currency, issuer)
        .with(Field.PREVIOUS_TXN_ID, random.nextBytes(HASH_LENGTH))
        .with(Field.PREVIOUS_TXN_LGR_SEQ, ledgerIndex - 1);
    return new StObject().with(Field.DELETED_NODE,
        node(EntryType.OFFER).with(Field.FINAL_FIELDS, content));
  }

  /// The list of offers of a price, which is gone with the last of them.
  StObject deletedDirectory(Currency currency, AccountId issuer) {
    byte[] root = random.nextBytes(HASH_LENGTH);
    var content = new StObject().with(Field.FLAGS, 0).with(Field.ROOT_INDEX, root)
        .with(Field.EXCHANGE_RATE, random.nextLong())
        .with(Field.TAKER_PAYS_CURRENCY, currency.bytes())
        .with(Field.TAKER_PAYS_ISSUER, issuer.bytes())
        .with(Field.TAKER_GETS_CURRENCY, new byte[AccountId.LENGTH])
        .with(Field.TAKER_GETS_ISSUER, new byte[AccountId.LENGTH]);
    return new StObject().with(Field.DELETED_NODE,
        new StObject().with(Field.LEDGER_ENTRY_TYPE, EntryType.DIRECTORY_NODE.code())
            .with(Field.LEDGER_INDEX, root).with(Field.FINAL_FIELDS, content));
  }

  /// A token held, whose number changed.
  StObject token(AccountId holder, Mpt amount) {
    var previous = new StObject().with(Field.MPT_AMOUNT, random.nextInt(1_000_000));
    var now = new StObject().with(Field.ACCOUNT, holder).with(Field.FLAGS, 0)
        .with(Field.MPT_AMOUNT, amount.units()).with(Field.OWNER_NODE, random.nextInt(8))
        .with(Field.MP_TOKEN_ISSUANCE_ID, amount.issuanceId());
    return modified(EntryType.MP_TOKEN, previous, now);
  }

  /// A sequence number set aside.
  StObject newTicket(AccountId owner) {
    return created(EntryType.TICKET, new StObject().with(Field.ACCOUNT, owner)
        .with(Field.OWNER_NODE, random.nextInt(8))
        .with(Field.TICKET_SEQUENCE, 1_000 + random.nextInt(1_000_000)));
  }

  private Issued signed(Issued balance) {
    return balance.mantissa() == 0 ? balance : balance.negated();
  }

  private StObject offerFields(AccountId owner, Currency currency, AccountId issuer) {
    return new StObject().with(Field.ACCOUNT, owner)
        .with(Field.BOOK_DIRECTORY, random.nextBytes(HASH_LENGTH)).with(Field.BOOK_NODE, 0)
        .with(Field.FLAGS, 0).with(Field.OWNER_NODE, random.nextInt(100))
        .with(Field.SEQUENCE, 1_000 + random.nextInt(1_000_000))
        .with(Field.TAKER_GETS, new Drops(random.nextInt(Integer.MAX_VALUE)))
        .with(Field.TAKER_PAYS, random.chance(0.2)
            ? Issued.zero(currency, issuer)
            : sum(random, population, issuer));
  }

  private StObject modified(EntryType type, StObject previous, StObject now) {
    return new StObject().with(Field.MODIFIED_NODE,
        node(type).with(Field.PREVIOUS_TXN_ID, random.nextBytes(HASH_LENGTH))
            .with(Field.PREVIOUS_TXN_LGR_SEQ, Math.max(1, ledgerIndex - random.nextInt(1_000)))
            .with(Field.PREVIOUS_FIELDS, previous).with(Field.FINAL_FIELDS, now));
  }

  private StObject created(EntryType type, StObject content) {
    return new StObject().with(Field.CREATED_NODE, node(type).with(Field.NEW_FIELDS, content));
  }

  private StObject node(EntryType type) {
    return new StObject().with(Field.LEDGER_ENTRY_TYPE, type.code()).with(Field.LEDGER_INDEX,
        random.nextBytes(HASH_LENGTH));
  }

  private static AccountId nobody() {
    byte[] one = new byte[AccountId.LENGTH];
    one[AccountId.LENGTH - 1] = 1;
    return new AccountId(one);
  }
}
