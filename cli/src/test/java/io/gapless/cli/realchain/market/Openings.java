package io.gapless.cli.realchain.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.cli.realchain.anvil.AnvilChain;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/// What makes trading possible and ends it: money, approvals, conditions and their answers.
final class Openings {

  static final Uint256 EVERYTHING =
      new Uint256(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
  private static final long DOLLARS = 200_000;

  private final Stage stage;

  Openings(Stage stage) {
    this.stage = stage;
  }

  /// The condition of a question; the contract computes its ids, whether it is prepared or not.
  static Condition condition(AnvilChain chain, MarketContracts contracts, String oracle,
      Question question) throws IOException {
    var questionId = Hash.sha3(question.name().getBytes(UTF_8));
    var id = chain.ask(contracts.ctf(), "getConditionId", new Address(oracle),
        new Bytes32(questionId), new Uint256(question.outcomes()));
    var positions = new ArrayList<BigInteger>();
    for (int i = 0; i < question.outcomes(); i++) {
      positions.add(position(chain, contracts.ctf(), contracts.collateral(), id, i));
    }
    return new Condition(question, Numeric.toHexStringWithPrefixZeroPadded(id, 64),
        Numeric.toHexString(questionId), oracle, positions);
  }

  /// Id of an outcome's token for a collateral, as the contract computes it.
  static BigInteger position(AnvilChain chain, String ctf, String collateral, BigInteger condition,
      int outcome) throws IOException {
    var collection = chain.ask(ctf, "getCollectionId", new Bytes32(new byte[32]),
        new Bytes32(Numeric.toBytesPadded(condition, 32)),
        new Uint256(BigInteger.ONE.shiftLeft(outcome)));
    return chain.ask(ctf, "getPositionId", new Address(collateral),
        new Bytes32(Numeric.toBytesPadded(collection, 32)));
  }

  /// Gives every wallet money, and lets the contracts take it.
  void fund() throws IOException {
    long amount = Math.multiplyExact(DOLLARS, MarketStory.ONE);
    var money = stage.contracts().collateral();
    for (var wallet : stage.cast().wallets()) {
      stage.send(wallet.account(), money, "mint", new Address(wallet.address()),
          new Uint256(amount));
      stage.book().fund(wallet, amount);
      for (var spender : List.of(stage.contracts().ctf(), stage.contracts().exchange())) {
        stage.send(wallet.account(), money, "approve", new Address(spender), EVERYTHING);
      }
      stage.send(wallet.account(), stage.contracts().ctf(), "setApprovalForAll",
          new Address(stage.contracts().exchange()), new Bool(true));
    }
  }

  void prepare(Condition condition) throws IOException {
    stage.send(stage.cast().operator(), stage.contracts().ctf(), "prepareCondition",
        new Address(condition.oracle()), questionId(condition),
        new Uint256(condition.outcomeCount()));
    stage.count(Emitted.PREPARATION, 1);
  }

  void report(Condition condition) throws IOException {
    stage.send(stage.cast().oracle(), stage.contracts().ctf(), "reportPayouts",
        questionId(condition), payouts(condition.payouts()));
    stage.count(Emitted.RESOLUTION, 1);
  }

  /// Tries to answer a question that others are asked.
  void reportInVain(Wallet wallet, Condition condition) throws IOException {
    stage.sendInVain(wallet.account(), stage.contracts().ctf(), "reportPayouts",
        questionId(condition), payouts(List.of(1L, 0L)));
  }

  private static Bytes32 questionId(Condition condition) {
    return new Bytes32(Numeric.hexStringToByteArray(condition.questionId()));
  }

  private static DynamicArray<Uint256> payouts(List<Long> payouts) {
    return new DynamicArray<>(Uint256.class, payouts.stream().map(Uint256::new).toList());
  }
}
