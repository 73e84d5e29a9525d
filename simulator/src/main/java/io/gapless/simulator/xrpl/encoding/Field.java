package io.gapless.simulator.xrpl.encoding;

/// The fields that simulated transactions, metadata and entries have, in canonical order: by type
/// and then by number, which is the order of their bytes.
/// [definitions.json](https://github.com/XRPLF/xrpl.js/blob/main/packages/ripple-binary-codec/src/enums/definitions.json).
public enum Field {
  // One a line.
  LEDGER_ENTRY_TYPE("LedgerEntryType", FieldType.UINT16, 1),
  TRANSACTION_TYPE("TransactionType", FieldType.UINT16, 2),
  NETWORK_ID("NetworkID", FieldType.UINT32, 1),
  FLAGS("Flags", FieldType.UINT32, 2),
  SOURCE_TAG("SourceTag", FieldType.UINT32, 3),
  SEQUENCE("Sequence", FieldType.UINT32, 4),
  PREVIOUS_TXN_LGR_SEQ("PreviousTxnLgrSeq", FieldType.UINT32, 5),
  EXPIRATION("Expiration", FieldType.UINT32, 10),
  TRANSFER_RATE("TransferRate", FieldType.UINT32, 11),
  OWNER_COUNT("OwnerCount", FieldType.UINT32, 13),
  DESTINATION_TAG("DestinationTag", FieldType.UINT32, 14),
  QUALITY_IN("QualityIn", FieldType.UINT32, 20),
  QUALITY_OUT("QualityOut", FieldType.UINT32, 21),
  OFFER_SEQUENCE("OfferSequence", FieldType.UINT32, 25),
  LAST_LEDGER_SEQUENCE("LastLedgerSequence", FieldType.UINT32, 27),
  TRANSACTION_INDEX("TransactionIndex", FieldType.UINT32, 28),
  SET_FLAG("SetFlag", FieldType.UINT32, 33),
  CLEAR_FLAG("ClearFlag", FieldType.UINT32, 34),
  TICKET_COUNT("TicketCount", FieldType.UINT32, 40),
  TICKET_SEQUENCE("TicketSequence", FieldType.UINT32, 41),
  BOOK_NODE("BookNode", FieldType.UINT64, 3),
  OWNER_NODE("OwnerNode", FieldType.UINT64, 4),
  EXCHANGE_RATE("ExchangeRate", FieldType.UINT64, 6),
  LOW_NODE("LowNode", FieldType.UINT64, 7),
  HIGH_NODE("HighNode", FieldType.UINT64, 8),
  OUTSTANDING_AMOUNT("OutstandingAmount", FieldType.UINT64, 25),
  MPT_AMOUNT("MPTAmount", FieldType.UINT64, 26),
  EMAIL_HASH("EmailHash", FieldType.HASH128, 1),
  PREVIOUS_TXN_ID("PreviousTxnID", FieldType.HASH256, 5),
  LEDGER_INDEX("LedgerIndex", FieldType.HASH256, 6),
  ROOT_INDEX("RootIndex", FieldType.HASH256, 8),
  ACCOUNT_TXN_ID("AccountTxnID", FieldType.HASH256, 9),
  BOOK_DIRECTORY("BookDirectory", FieldType.HASH256, 16),
  INVOICE_ID("InvoiceID", FieldType.HASH256, 17),
  AMOUNT("Amount", FieldType.AMOUNT, 1),
  BALANCE("Balance", FieldType.AMOUNT, 2),
  LIMIT_AMOUNT("LimitAmount", FieldType.AMOUNT, 3),
  TAKER_PAYS("TakerPays", FieldType.AMOUNT, 4),
  TAKER_GETS("TakerGets", FieldType.AMOUNT, 5),
  LOW_LIMIT("LowLimit", FieldType.AMOUNT, 6),
  HIGH_LIMIT("HighLimit", FieldType.AMOUNT, 7),
  FEE("Fee", FieldType.AMOUNT, 8),
  SEND_MAX("SendMax", FieldType.AMOUNT, 9),
  DELIVER_MIN("DeliverMin", FieldType.AMOUNT, 10),
  DELIVERED_AMOUNT("DeliveredAmount", FieldType.AMOUNT, 18),
  SIGNING_PUB_KEY("SigningPubKey", FieldType.BLOB, 3),
  TXN_SIGNATURE("TxnSignature", FieldType.BLOB, 4),
  DOMAIN("Domain", FieldType.BLOB, 7),
  MEMO_TYPE("MemoType", FieldType.BLOB, 12),
  MEMO_DATA("MemoData", FieldType.BLOB, 13),
  MEMO_FORMAT("MemoFormat", FieldType.BLOB, 14),
  ACCOUNT("Account", FieldType.ACCOUNT, 1),
  OWNER("Owner", FieldType.ACCOUNT, 2),
  DESTINATION("Destination", FieldType.ACCOUNT, 3),
  ISSUER("Issuer", FieldType.ACCOUNT, 4),
  CREATED_NODE("CreatedNode", FieldType.OBJECT, 3),
  DELETED_NODE("DeletedNode", FieldType.OBJECT, 4),
  MODIFIED_NODE("ModifiedNode", FieldType.OBJECT, 5),
  PREVIOUS_FIELDS("PreviousFields", FieldType.OBJECT, 6),
  FINAL_FIELDS("FinalFields", FieldType.OBJECT, 7),
  NEW_FIELDS("NewFields", FieldType.OBJECT, 8),
  MEMO("Memo", FieldType.OBJECT, 10),
  SIGNER("Signer", FieldType.OBJECT, 16),
  SIGNERS("Signers", FieldType.ARRAY, 3),
  AFFECTED_NODES("AffectedNodes", FieldType.ARRAY, 8),
  MEMOS("Memos", FieldType.ARRAY, 9),
  TRANSACTION_RESULT("TransactionResult", FieldType.UINT8, 3),
  ASSET_SCALE("AssetScale", FieldType.UINT8, 5),
  TAKER_PAYS_CURRENCY("TakerPaysCurrency", FieldType.HASH160, 1),
  TAKER_PAYS_ISSUER("TakerPaysIssuer", FieldType.HASH160, 2),
  TAKER_GETS_CURRENCY("TakerGetsCurrency", FieldType.HASH160, 3),
  TAKER_GETS_ISSUER("TakerGetsIssuer", FieldType.HASH160, 4),
  PATHS("Paths", FieldType.PATH_SET, 1),
  MP_TOKEN_ISSUANCE_ID("MPTokenIssuanceID", FieldType.HASH192, 1);

  private final String text;
  private final FieldType type;
  private final int number;

  Field(String text, FieldType type, int number) {
    this.text = text;
    this.type = type;
    this.number = number;
  }

  /// The name in JSON, e.g. `DestinationTag`.
  public String text() {
    return text;
  }

  FieldType type() {
    return type;
  }

  int number() {
    return number;
  }
}
