package io.gapless.cli.realchain.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/// One side of a trade. Amounts are millionths.
///
/// @param payer whose collateral buys; the owner as a rule
/// @param fee a part of the shares of who buys, of the cash of who sells
record Order(Wallet owner, Wallet payer, boolean buys, Outcome outcome, long shares, long cash,
    long fee) {

  static Order buy(Wallet owner, Outcome outcome, long shares, long cash) {
    return new Order(owner, owner, true, outcome, shares, cash, 0);
  }

  static Order sell(Wallet owner, Outcome outcome, long shares, long cash) {
    return new Order(owner, owner, false, outcome, shares, cash, 0);
  }

  Order paidBy(Wallet other) {
    return new Order(owner, other, buys, outcome, shares, cash, fee);
  }

  Order withFee(long amount) {
    return new Order(owner, payer, buys, outcome, shares, cash, amount);
  }

  /// The exchange's `Order`.
  StaticStruct encoded(boolean takes, String name) {
    return new StaticStruct(new Bool(takes), new Bool(buys),
        new Bytes32(Hash.sha3(name.getBytes(UTF_8))), new Address(owner.address()),
        new Address(payer.address()),
        new Bytes32(Numeric.hexStringToByteArray(outcome.condition().id())),
        new Uint256(outcome.position()), new Uint256(shares), new Uint256(cash),
        new Uint256(fee));
  }

  /// An order that takes, and those that it meets.
  record Match(Order taker, List<Order> makers) {
    static Match of(Order taker, Order... makers) {
      return new Match(taker, List.of(makers));
    }
  }
}
