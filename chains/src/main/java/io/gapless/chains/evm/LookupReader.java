package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads results of a batch that asks for transactions, receipts and headers. Which of them an object
/// is shows in its members alone: nodes may answer in any order, and write the id behind the result.
final class LookupReader {

  private LookupReader() {}

  /// An [EvmTransaction], a [PlacedReceipt] or an [EvmHeader]; null where the node says so, and for a
  /// transaction that waits for a block. Refuses what lacks something with an
  /// [IllegalArgumentException].
  static @Nullable Object read(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    RpcReader.require(json, json.currentToken() == JsonToken.START_OBJECT,
        "a transaction, a receipt or a block");
    Members members = Members.read(json);
    if (members.areOfBlock()) {
      return EvmHeader.of(members.texts(), members.transactions());
    }
    return members.areOfReceipt()
        ? ReceiptReader.of(members).placed(OptionalLong.empty())
        : TransactionReader.of(members.texts()).orElse(null);
  }
}
