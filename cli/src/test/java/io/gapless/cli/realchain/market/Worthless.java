package io.gapless.cli.realchain.market;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.utils.Numeric;

/// What a stranger does with collateral of his own making on a condition of others: as much as a
/// word holds, and nothing of it is worth anything.
final class Worthless {

  private static final Bytes32 NO_PARENT = new Bytes32(new byte[32]);
  private static final BigInteger ALL = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
  private static final BigInteger MERGED = BigInteger.TWO.pow(255);
  private static final BigInteger GIVEN = BigInteger.TWO.pow(250);

  private final Stage stage;
  private final Condition condition;
  private final Wallet stranger;
  private final Map<String, WorthlessHolding> holdings = new TreeMap<>();

  /// @param condition has two outcomes, of which the first wins
  Worthless(Stage stage, Condition condition) {
    this.stage = stage;
    this.condition = condition;
    this.stranger = stage.cast().stranger();
  }

  /// Makes the collateral and splits all of it.
  void split() throws IOException {
    var money = stage.contracts().worthless();
    var account = stranger.account();
    stage.send(account, money, "mint", new Address(stranger.address()), new Uint256(ALL));
    stage.send(account, money, "approve", new Address(stage.contracts().ctf()), new Uint256(ALL));
    stage.send(account, stage.contracts().ctf(), "splitPosition", new Address(money), NO_PARENT,
        Positions.id(condition), Positions.indexSets(condition.outcomes()), new Uint256(ALL));
    stage.count(Emitted.SPLIT, 1);
    add(stranger, 0, ALL);
    add(stranger, 1, ALL);
  }

  void merge() throws IOException {
    stage.send(stranger.account(), stage.contracts().ctf(), "mergePositions",
        new Address(stage.contracts().worthless()), NO_PARENT, Positions.id(condition),
        Positions.indexSets(condition.outcomes()), new Uint256(MERGED));
    stage.count(Emitted.MERGE, 1);
    add(stranger, 0, MERGED.negate());
    add(stranger, 1, MERGED.negate());
  }

  void give(Wallet wallet) throws IOException {
    stage.send(stranger.account(), stage.contracts().ctf(), "safeTransferFrom",
        new Address(stranger.address()), new Address(wallet.address()),
        new Uint256(position(0)), new Uint256(GIVEN), new DynamicBytes(new byte[0]));
    add(stranger, 0, GIVEN.negate());
    add(wallet, 0, GIVEN);
  }

  void redeem() throws IOException {
    stage.send(stranger.account(), stage.contracts().ctf(), "redeemPositions",
        new Address(stage.contracts().worthless()), NO_PARENT, Positions.id(condition),
        Positions.indexSets(condition.outcomes()));
    stage.count(Emitted.REDEMPTION, 1);
    holdings.replaceAll((key, holding) -> holding.holder().equals(stranger)
        ? new WorthlessHolding(stranger, holding.position(), BigInteger.ZERO)
        : holding);
  }

  List<WorthlessHolding> holdings() {
    return List.copyOf(holdings.values());
  }

  private void add(Wallet wallet, int outcome, BigInteger amount) throws IOException {
    var position = position(outcome);
    holdings.merge(wallet.name() + outcome, new WorthlessHolding(wallet, position, amount),
        (old, more) -> new WorthlessHolding(wallet, position, old.amount().add(more.amount())));
  }

  private BigInteger position(int outcome) throws IOException {
    return Openings.position(stage.chain(), stage.contracts().ctf(),
        stage.contracts().worthless(), Numeric.toBigInt(condition.id()), outcome);
  }
}
