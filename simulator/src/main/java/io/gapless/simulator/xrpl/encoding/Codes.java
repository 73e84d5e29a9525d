package io.gapless.simulator.xrpl.encoding;

import java.util.Arrays;

/// The numbers that stand for types of transactions and of entries and for results, and their names.
public final class Codes {
  private Codes() {}

  /// A number with a name.
  interface Coded {
    /// The name.
    String text();

    /// The number.
    int code();
  }

  /// Types of transactions.
  public enum TransactionType implements Coded {
    /// Moves value.
    PAYMENT("Payment", 0),
    /// Changes settings of an account.
    ACCOUNT_SET("AccountSet", 3),
    /// Offers to trade.
    OFFER_CREATE("OfferCreate", 7),
    /// Takes an offer back.
    OFFER_CANCEL("OfferCancel", 8),
    /// Sets sequence numbers aside.
    TICKET_CREATE("TicketCreate", 10),
    /// Changes a trust line.
    TRUST_SET("TrustSet", 20);

    private final String text;
    private final int code;

    TransactionType(String text, int code) {
      this.text = text;
      this.code = code;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /// Types of entries in a ledger's state.
  public enum EntryType implements Coded {
    /// An account.
    ACCOUNT_ROOT("AccountRoot", 0x61),
    /// A list of an account's entries, or of offers of one price.
    DIRECTORY_NODE("DirectoryNode", 0x64),
    /// An offer.
    OFFER("Offer", 0x6f),
    /// A trust line.
    RIPPLE_STATE("RippleState", 0x72),
    /// A multi-purpose token held.
    MP_TOKEN("MPToken", 0x7f),
    /// A multi-purpose token.
    MP_TOKEN_ISSUANCE("MPTokenIssuance", 0x7e),
    /// A sequence number set aside.
    TICKET("Ticket", 0x54);

    private final String text;
    private final int code;

    EntryType(String text, int code) {
      this.text = text;
      this.code = code;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /// What became of a transaction that is in a ledger.
  public enum Result implements Coded {
    /// Did what it said.
    SUCCESS("tesSUCCESS", 0),
    /// Too little to deliver.
    PATH_PARTIAL("tecPATH_PARTIAL", 101),
    /// The offer had nothing behind it.
    UNFUNDED_OFFER("tecUNFUNDED_OFFER", 103),
    /// Nothing to pay with.
    UNFUNDED_PAYMENT("tecUNFUNDED_PAYMENT", 104),
    /// No such account.
    NO_DESTINATION("tecNO_DST", 124),
    /// No such account, and too little to make it.
    NO_DESTINATION_TOO_LITTLE("tecNO_DST_INSUF_XRP", 125),
    /// Nothing on the way.
    PATH_DRY("tecPATH_DRY", 128),
    /// Not allowed to hold it.
    NO_AUTH("tecNO_AUTH", 134),
    /// The destination wants a tag.
    TAG_NEEDED("tecDST_TAG_NEEDED", 143),
    /// Not filled at once.
    KILLED("tecKILLED", 150);

    private final String text;
    private final int code;

    Result(String text, int code) {
      this.text = text;
      this.code = code;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /// The name of a number in a field that shows names.
  static String text(Field field, long code) {
    Coded[] all = switch (field) {
      case TRANSACTION_TYPE -> TransactionType.values();
      case LEDGER_ENTRY_TYPE -> EntryType.values();
      case TRANSACTION_RESULT -> Result.values();
      default -> throw new IllegalArgumentException("no names for " + field.text());
    };
    return Arrays.stream(all).filter(each -> each.code() == code).findFirst().orElseThrow().text();
  }
}
