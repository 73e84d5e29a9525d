package io.gapless.cli.realchain.anvil;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/// Transactions as web3j reads them from a node, in the words of [#LINE].
final class NodeTransactions {

  /// The same of a row of `transaction_enrichment_hex`.
  static final String LINE = "arrayStringConcat([tx_hash, toString(block_number),"
      + " toString(toUnixTimestamp(block_time)), block_hash, toString(tx_index),"
      + " toString(tx_type), from_address, ifNull(to_address, ''), ifNull(contract_address, ''),"
      + " toString(nonce), toString(value), toString(status), toString(gas_limit),"
      + " toString(gas_used), toString(gas_price), input,"
      + " arrayStringConcat(arrayMap(log -> concat(toString(log.log_index), ' ', log.address, ' ',"
      + " arrayStringConcat(log.topics, ' '), ' ', log.data), logs), ';')], ',')";

  private NodeTransactions() {}

  /// A line of each, in the order of the hashes.
  static List<String> lines(AnvilChain chain, Collection<String> hashes) throws IOException {
    var lines = new ArrayList<String>();
    for (var hash : hashes.stream().sorted().toList()) {
      lines.add(line(chain, chain.receipt(hash)));
    }
    return lines;
  }

  private static String line(AnvilChain chain, TransactionReceipt receipt) throws IOException {
    var transaction = chain.web3j().ethGetTransactionByHash(receipt.getTransactionHash()).send()
        .getTransaction().orElseThrow();
    var block = chain.web3j().ethGetBlockByHash(receipt.getBlockHash(), false).send().getBlock();
    return String.join(",", receipt.getTransactionHash(), receipt.getBlockNumber().toString(),
        block.getTimestamp().toString(), receipt.getBlockHash(),
        receipt.getTransactionIndex().toString(),
        Long.decode(receipt.getType()).toString(), receipt.getFrom(), orNone(receipt.getTo()),
        orNone(receipt.getContractAddress()), transaction.getNonce().toString(),
        transaction.getValue().toString(), Long.decode(receipt.getStatus()).toString(),
        transaction.getGas().toString(), receipt.getGasUsed().toString(),
        Long.decode(receipt.getEffectiveGasPrice()).toString(), transaction.getInput(),
        receipt.getLogs().stream().map(log -> log.getLogIndex() + " " + log.getAddress() + " "
            + String.join(" ", log.getTopics()) + " " + log.getData())
            .collect(Collectors.joining(";")));
  }

  private static String orNone(@Nullable String address) {
    return address == null ? "" : address;
  }
}
