package io.gapless.cli.realchain.anvil;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/// The contracts on a chain, and everything that was sent to them.
///
/// @param coin ERC-20
/// @param hoard another one, which never holds more than one account's all
/// @param art ERC-721
/// @param items ERC-1155
/// @param oddities emits what no library does
record Tokens(AnvilChain chain, List<Account> accounts, String coin, String hoard, String art,
    String items, String oddities, List<String> transactions) {

  private static final List<String> DEPLOYED = List.of("Coin", "Coin", "Art", "Items", "Oddities");
  private static final int ACCOUNTS = 6;

  /// Deploys the contracts, in block 1.
  ///
  /// @param bytecode see [Solidity]
  static Tokens deploy(AnvilChain chain, Map<String, String> bytecode, Instant time)
      throws IOException {
    var accounts = new ArrayList<Account>();
    for (int key = 1; key <= ACCOUNTS; key++) {
      accounts.add(Account.create(chain, key));
    }
    var sent = new ArrayList<String>();
    for (var name : DEPLOYED) {
      sent.add(accounts.getFirst().deploy(bytecode.getOrDefault(name, "")));
    }
    chain.mine(time);
    var addresses = new ArrayList<String>();
    for (var hash : sent) {
      addresses.add(chain.receipt(hash).getContractAddress());
    }
    return new Tokens(chain, accounts, addresses.get(0), addresses.get(1), addresses.get(2),
        addresses.get(3), addresses.get(4), sent);
  }

  /// Makes blocks with a few transactions of every kind each, some of which the contracts revert.
  void live(Instant firstTime, int blocks, Duration between) throws IOException {
    var life = new TokenLife(this);
    for (int block = 0; block < blocks; block++) {
      transactions.addAll(life.block(block));
      chain.mine(firstTime.plus(between.multipliedBy(block)));
    }
  }

  /// What became of every transaction, in the order in which they were sent.
  List<TransactionReceipt> receipts() throws IOException {
    var receipts = new ArrayList<TransactionReceipt>();
    for (var hash : transactions) {
      receipts.add(chain.receipt(hash));
    }
    return receipts;
  }
}
