package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.anvil.Account;
import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.web3j.abi.datatypes.Type;

/// Where the story is played: the chain and its contracts, who acts, what was sent, and the book.
final class Stage {

  private final AnvilChain chain;
  private final MarketContracts contracts;
  private final Cast cast;
  private final Book book = new Book();
  private final List<String> transactions = new ArrayList<>();
  private final List<Boolean> expected = new ArrayList<>();
  private final Map<Emitted, Integer> emitted = new EnumMap<>(Emitted.class);
  private int checked;

  Stage(AnvilChain chain, MarketContracts contracts, Cast cast) {
    this.chain = chain;
    this.contracts = contracts;
    this.cast = cast;
  }

  AnvilChain chain() {
    return chain;
  }

  MarketContracts contracts() {
    return contracts;
  }

  Cast cast() {
    return cast;
  }

  Book book() {
    return book;
  }

  /// Hashes of what was sent, in that order.
  List<String> transactions() {
    return transactions;
  }

  /// How many events the contracts must have emitted.
  Map<Emitted, Integer> emitted() {
    return emitted;
  }

  /// Sends a call that the contract does not revert; the number of the transaction.
  int send(Account from, String contract, String function, Type<?>... arguments)
      throws IOException {
    transactions.add(from.call(contract, function, arguments));
    expected.add(true);
    return transactions.size() - 1;
  }

  /// Sends a call that the contract reverts.
  void sendInVain(Account from, String contract, String function, Type<?>... arguments)
      throws IOException {
    transactions.add(from.call(contract, function, arguments));
    expected.add(false);
  }

  void count(Emitted event, int times) {
    emitted.merge(event, times, Integer::sum);
  }

  /// Makes a block of what was sent, and refuses a transaction that ended otherwise than it had to.
  void mine(Instant time) throws IOException {
    chain.mine(time);
    for (; checked < transactions.size(); checked++) {
      var hash = transactions.get(checked);
      if (chain.receipt(hash).isStatusOK() != expected.get(checked)) {
        throw new IOException((expected.get(checked) ? "reverted: " : "not reverted: ") + hash
            + ", sent as number " + checked);
      }
    }
  }
}
