package io.gapless.chains.xrpl.payment;

import io.gapless.chains.xrpl.LedgerHeader;
import io.gapless.chains.xrpl.XrplTransaction;
import io.gapless.chains.xrpl.codec.AccountId;
import io.gapless.chains.xrpl.codec.Field;
import io.gapless.chains.xrpl.codec.FieldReader;
import io.gapless.chains.xrpl.codec.UnreadableBinaryException;
import io.gapless.chains.xrpl.codec.XrplAmount;
import io.gapless.chains.xrpl.json.JsonForm;
import io.gapless.chains.xrpl.json.NotBinaryException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers a payment's fields in one walk over the transaction and its metadata.
final class PaymentReader {

  /// From here on, metadata say what a partial payment delivered wherever it is not its amount.
  /// [DeliveredAmount.cpp](https://github.com/XRPLF/rippled/blob/develop/src/xrpld/rpc/detail/DeliveredAmount.cpp)
  private static final long DELIVERED_SINCE_LEDGER = 4_594_095;
  private static final long DELIVERED_AFTER_TIME = 446_000_000;

  /// What is read below, but for paths, which need only be there. Of a transaction with other fields
  /// that are not known these are, or it is not read: none of them is passed over for a new kind of
  /// value.
  private static final Set<String> BLOB_FIELDS = Set.of("Flags", "SourceTag", "Sequence",
      "DestinationTag", "TicketSequence", "Amount", "Fee", "SendMax", "DeliverMin", "Account",
      "Destination");
  private static final Set<String> META_FIELDS = Set.of("DeliveredAmount");

  private final LedgerHeader header;
  private final TransactionFacts facts;

  private @Nullable AccountId account;
  private @Nullable AccountId destination;
  private @Nullable XrplAmount amount;
  private @Nullable XrplAmount fee;
  private @Nullable XrplAmount sendMax;
  private @Nullable XrplAmount deliverMin;
  private @Nullable XrplAmount delivered;
  private OptionalLong sourceTag = OptionalLong.empty();
  private OptionalLong destinationTag = OptionalLong.empty();
  private OptionalLong sequence = OptionalLong.empty();
  private OptionalLong ticketSequence = OptionalLong.empty();
  private long flags;
  private boolean hasPaths;

  PaymentReader(LedgerHeader header, TransactionFacts facts) {
    this.header = header;
    this.facts = facts;
  }

  XrplPayment read(XrplTransaction transaction) {
    Optional<JsonForm> json = transaction.json();
    hasPaths = json.isPresent() && json.get().transaction().has("Paths");
    try {
      readBlob(new FieldReader(
          json.map(form -> form.blob(BLOB_FIELDS)).orElseGet(transaction::blob)));
      readMeta(new FieldReader(
          json.map(form -> form.meta(META_FIELDS)).orElseGet(transaction::meta)));
      return payment();
    } catch (UnreadableBinaryException | NotBinaryException e) {
      throw new UnreadableTransactionException(transaction, String.valueOf(e.getMessage()));
    }
  }

  private void readBlob(FieldReader fields) {
    while (fields.next()) {
      int field = fields.field();
      if (field == Field.FLAGS) {
        flags = fields.number();
      } else if (field == Field.SOURCE_TAG) {
        sourceTag = OptionalLong.of(fields.number());
      } else if (field == Field.SEQUENCE) {
        sequence = OptionalLong.of(fields.number());
      } else if (field == Field.DESTINATION_TAG) {
        destinationTag = OptionalLong.of(fields.number());
      } else if (field == Field.TICKET_SEQUENCE) {
        ticketSequence = OptionalLong.of(fields.number());
      } else if (field == Field.AMOUNT) {
        amount = fields.amount();
      } else if (field == Field.FEE) {
        fee = fields.amount();
      } else if (field == Field.SEND_MAX) {
        sendMax = fields.amount();
      } else if (field == Field.DELIVER_MIN) {
        deliverMin = fields.amount();
      } else if (field == Field.ACCOUNT) {
        account = fields.account();
      } else if (field == Field.DESTINATION) {
        destination = fields.account();
      } else if (field == Field.PATHS) {
        hasPaths = true;
      }
    }
  }

  private void readMeta(FieldReader fields) {
    while (delivered == null && fields.next()) {
      if (fields.field() == Field.DELIVERED_AMOUNT) {
        delivered = fields.amount();
      }
    }
  }

  private XrplPayment payment() {
    if (!(required("Fee", fee) instanceof XrplAmount.Drops(long feeDrops))) {
      throw new UnreadableBinaryException("a fee in another currency than XRP");
    }
    XrplAmount wanted = required("Amount", amount);
    return new XrplPayment(
        facts,
        required("Account", account),
        required("Destination", destination),
        sourceTag,
        destinationTag,
        wanted,
        Optional.ofNullable(sendMax),
        Optional.ofNullable(deliverMin),
        delivered(wanted),
        flags,
        hasPaths,
        feeDrops,
        sequence.orElseThrow(() -> new UnreadableBinaryException("no Sequence")),
        ticketSequence);
  }

  private Delivered delivered(XrplAmount wanted) {
    if (!facts.succeeded()) {
      return new Delivered.Nothing();
    }
    if (delivered != null) {
      return new Delivered.Exactly(delivered);
    }
    // Servers say "unavailable" of each payment as old as that, but one that is not partial either
    // delivered its amount or failed.
    boolean partial = (flags & XrplPayment.PARTIAL) != 0;
    return !partial || header.index() >= DELIVERED_SINCE_LEDGER
        || header.closeTime() > DELIVERED_AFTER_TIME
            ? new Delivered.Exactly(wanted)
            : new Delivered.Unavailable();
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new UnreadableBinaryException("no " + name);
    }
    return value;
  }
}
