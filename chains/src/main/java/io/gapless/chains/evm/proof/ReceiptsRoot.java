package io.gapless.chains.evm.proof;

import io.gapless.chains.Hash32;
import io.gapless.chains.evm.EvmLog;
import io.gapless.chains.evm.EvmReceipt;
import io.gapless.chains.evm.LogBlooms;
import io.gapless.chains.evm.LogsBloom;
import java.util.ArrayList;
import java.util.List;

/// Recomputes the root of a block's receipts. Each is encoded as its type, where it has one, and a
/// list of status or state root, gas, bloom and logs
/// ([EIP-658](https://eips.ethereum.org/EIPS/eip-658),
/// [EIP-2718](https://eips.ethereum.org/EIPS/eip-2718)); that holds for the types of Arbitrum (0x64 to
/// 0x6a) and Polygon (0x7f) too. OP deposits and Celo's fee currencies add to the list.
public final class ReceiptsRoot {

  /// A deposit of an [OP chain](https://specs.optimism.io/protocol/deposits.html).
  private static final int OP_DEPOSIT = 0x7e;
  /// Celo's [CIP-64](https://github.com/celo-org/celo-proposals/blob/master/CIPs/cip-0064.md).
  private static final int CELO_FEE_CURRENCY = 0x7b;

  private ReceiptsRoot() {}

  /// The root of these receipts in this order, with blooms made from their logs.
  public static Hash32 of(List<EvmReceipt> receipts) {
    var blooms = new LogBlooms();
    return of(receipts, receipts.stream().map(receipt -> blooms.of(receipt.logs())).toList(),
        false);
  }

  /// The same with these blooms.
  ///
  /// @param roots whether state roots count where a node gives both them and statuses
  static Hash32 of(List<EvmReceipt> receipts, List<LogsBloom> blooms, boolean roots) {
    var out = new RlpWriter();
    var encoded = new ArrayList<byte[]>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      write(receipts.get(i), blooms.get(i), roots, out);
      encoded.add(out.take());
    }
    return IndexTrie.root(encoded);
  }

  /// The last item comes first, for so the writer works.
  private static void write(EvmReceipt receipt, LogsBloom bloom, boolean roots, RlpWriter out) {
    int mark = out.mark();
    // Regolith's nonce became part of the root only with Canyon's version.
    if (receipt.type() == OP_DEPOSIT && receipt.depositReceiptVersion().isPresent()) {
      out.number(receipt.depositReceiptVersion().getAsLong());
      receipt.depositNonce().ifPresent(out::number);
    }
    if (receipt.type() == CELO_FEE_CURRENCY) {
      receipt.baseFee().ifPresent(fee -> out.number(fee.toByteArray()));
    }
    int logs = out.mark();
    for (EvmLog log : receipt.logs().reversed()) {
      write(log, out);
    }
    out.list(logs);
    out.bytes(bloom.bytes());
    out.number(receipt.cumulativeGasUsed());
    if (receipt.root().isPresent() && (roots || receipt.status().isEmpty())) {
      out.bytes(receipt.root().get().bytes());
    } else {
      out.number(receipt.status().orElse(0));
    }
    out.list(mark);
    if (receipt.type() != 0) {
      out.raw(receipt.type());
    }
  }

  private static void write(EvmLog log, RlpWriter out) {
    int mark = out.mark();
    out.bytes(log.data, 0, log.dataLength);
    int topics = out.mark();
    for (int i = log.topicCount - 1; i >= 0; i--) {
      out.bytes(log.topics[i]);
    }
    out.list(topics);
    out.bytes(log.address);
    out.list(mark);
  }
}
