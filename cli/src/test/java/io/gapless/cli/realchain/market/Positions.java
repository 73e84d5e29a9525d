package io.gapless.cli.realchain.market;

import io.gapless.cli.realchain.market.Entry.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;

/// What wallets do at the contract of conditional tokens, and what the book says of it.
final class Positions {

  private static final Bytes32 NO_PARENT = new Bytes32(new byte[32]);
  private static final DynamicBytes NO_DATA = new DynamicBytes(new byte[0]);

  private final Stage stage;

  Positions(Stage stage) {
    this.stage = stage;
  }

  /// Makes collateral a full set.
  void split(Wallet wallet, Condition condition, long amount) throws IOException {
    int transaction = stage.send(wallet.account(), ctf(), "splitPosition", collateral(), NO_PARENT,
        id(condition), indexSets(condition.outcomes()), new Uint256(amount));
    stage.count(Emitted.SPLIT, 1);
    stage.book().enter(new Entry(transaction, Kind.SPLIT, wallet, condition, -amount,
        condition.fullSet(amount)));
  }

  /// Tries to split more than a wallet has.
  void splitInVain(Wallet wallet, Condition condition) throws IOException {
    stage.sendInVain(wallet.account(), ctf(), "splitPosition", collateral(), NO_PARENT,
        id(condition), indexSets(condition.outcomes()),
        new Uint256(stage.book().collateral(wallet) + 1));
  }

  /// Makes a full set collateral.
  void merge(Wallet wallet, Condition condition, long amount) throws IOException {
    int transaction = stage.send(wallet.account(), ctf(), "mergePositions", collateral(),
        NO_PARENT, id(condition), indexSets(condition.outcomes()), new Uint256(amount));
    stage.count(Emitted.MERGE, 1);
    stage.book().enter(new Entry(transaction, Kind.MERGE, wallet, condition, amount,
        condition.fullSet(-amount)));
  }

  /// Gives back all that a wallet has of some outcomes of one resolved condition.
  void redeem(Wallet wallet, List<Outcome> outcomes) throws IOException {
    var condition = outcomes.getFirst().condition();
    int transaction = stage.send(wallet.account(), ctf(), "redeemPositions", collateral(),
        NO_PARENT, id(condition), indexSets(outcomes));
    stage.count(Emitted.REDEMPTION, 1);
    var held = condition.outcomes().stream()
        .map(outcome -> outcomes.contains(outcome) ? stage.book().shares(wallet, outcome) : 0L)
        .toList();
    stage.book().enter(new Entry(transaction, Kind.REDEMPTION, wallet, condition,
        condition.value(held), held.stream().map(shares -> -shares).toList()));
  }

  /// Tries to redeem before there is an answer.
  void redeemInVain(Wallet wallet, Condition condition) throws IOException {
    stage.sendInVain(wallet.account(), ctf(), "redeemPositions", collateral(), NO_PARENT,
        id(condition), indexSets(condition.outcomes()));
  }

  /// Sends shares to another wallet, without anything in return.
  void give(Wallet from, Wallet to, Outcome outcome, long shares) throws IOException {
    int transaction = stage.send(from.account(), ctf(), "safeTransferFrom", at(from), at(to),
        new Uint256(outcome.position()), new Uint256(shares), NO_DATA);
    enterGift(transaction, from, to, outcome.condition(),
        outcome.condition().only(outcome.index(), shares));
  }

  /// Sends the same number of shares of each outcome named, in one batch; an outcome may be named
  /// more than once.
  void giveBatch(Wallet from, Wallet to, List<Outcome> outcomes, long sharesEach)
      throws IOException {
    int transaction = stage.send(from.account(), ctf(), "safeBatchTransferFrom", at(from), at(to),
        numbers(outcomes.stream().map(Outcome::position).toList()),
        numbers(outcomes.stream().map(outcome -> BigInteger.valueOf(sharesEach)).toList()),
        NO_DATA);
    var given = new LinkedHashMap<Condition, List<Long>>();
    for (var outcome : outcomes) {
      given.merge(outcome.condition(), outcome.condition().only(outcome.index(), sharesEach),
          Positions::sum);
    }
    given.forEach(
        (condition, shares) -> enterGift(transaction, from, to, condition, shares));
  }

  static DynamicArray<Uint256> indexSets(List<Outcome> outcomes) {
    return numbers(outcomes.stream().map(Outcome::indexSet).toList());
  }

  static Bytes32 id(Condition condition) {
    return new Bytes32(Numeric.hexStringToByteArray(condition.id()));
  }

  private void enterGift(int transaction, Wallet from, Wallet to, Condition condition,
      List<Long> shares) {
    stage.book().enter(new Entry(transaction, Kind.GIFT, from, condition, 0,
        shares.stream().map(count -> -count).toList()));
    stage.book().enter(new Entry(transaction, Kind.GIFT, to, condition, 0, shares));
  }

  private static List<Long> sum(List<Long> some, List<Long> more) {
    var sum = new ArrayList<Long>();
    for (int i = 0; i < some.size(); i++) {
      sum.add(some.get(i) + more.get(i));
    }
    return sum;
  }

  private static DynamicArray<Uint256> numbers(List<BigInteger> values) {
    return new DynamicArray<>(Uint256.class, values.stream().map(Uint256::new).toList());
  }

  private static Address at(Wallet wallet) {
    return new Address(wallet.address());
  }

  private Address collateral() {
    return new Address(stage.contracts().collateral());
  }

  private String ctf() {
    return stage.contracts().ctf();
  }
}
