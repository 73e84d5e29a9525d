package io.gapless.cli.realchain.market;

import java.math.BigInteger;

/// One possible answer of a condition.
public record Outcome(Condition condition, int index) {

  /// Id of its token.
  public BigInteger position() {
    return condition.positions().get(index);
  }

  /// The other answer where there are two.
  Outcome complement() {
    if (condition.outcomeCount() != 2) {
      throw new IllegalArgumentException(condition + " has not two outcomes");
    }
    return condition.outcome(1 - index);
  }

  @Override
  public String toString() {
    return condition + "/" + index;
  }

  /// The set that has only this outcome, as the contract writes it.
  BigInteger indexSet() {
    return BigInteger.ONE.shiftLeft(index);
  }
}
