package io.gapless.simulator.xrpl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gapless.simulator.xrpl.ledgers.LedgerForm;
import io.gapless.simulator.xrpl.ledgers.LedgerSpan;
import java.util.List;
import java.util.Optional;

/// Where a node's ledgers come from; for many threads at once. Hashes are 64 upper-case hex digits;
/// an index must be one that it has. Results are the caller's own, to be changed at will.
interface LedgerSource {
  /// Which ledgers there are, in order.
  List<LedgerSpan> spans();

  /// The network that they are of.
  long networkId();

  /// A ledger's hash.
  String hash(long index);

  /// The index of the ledger with this hash, if there is one.
  Optional<Long> indexOf(String hash);

  /// The index of the ledger that holds the transaction with this id, if there is one.
  Optional<Long> ledgerOf(String id);

  /// A transaction of a ledger as the `result` of a `tx` answer.
  ///
  /// @param form whose version and binary form count
  ObjectNode transaction(long index, String id, LedgerForm form);

  /// A ledger as the `result` of a `ledger` answer.
  ObjectNode result(long index, LedgerForm form);

  /// The same of another chain, sound in itself, if it can be made.
  Optional<ObjectNode> forged(long index, LedgerForm form);

  /// The same with another header, which its hash does not fit, if it can be made.
  Optional<ObjectNode> withOtherHeader(long index, LedgerForm form);
}
